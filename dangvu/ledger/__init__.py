"""The ledger: immutable entries, their postings, the folds that judge them, and the proof that nothing was changed."""
