"""Publishing: articles written from the books, their figures live until they are published and then frozen."""
