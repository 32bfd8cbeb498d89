"""Rules as data: thresholds, deadlines, papers, grades and rates, each with its days, its place, its source and how sure it is."""
