"""The Processing provider: translates QGIS values into jobs, and results into outputs."""
