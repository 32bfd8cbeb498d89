"""Who and where: organisations and their dated tree, persons, users, grants and what each may see."""
