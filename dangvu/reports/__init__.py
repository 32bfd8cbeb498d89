"""Reports: narrative and figures, issued under a number and frozen for ever."""
