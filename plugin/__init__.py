"""What QGIS loads: wiring only."""
