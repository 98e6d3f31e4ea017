"""The HTML door: one family of screens a package; pages are assembled here, above every room."""
