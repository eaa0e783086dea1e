"""Settings that most runs leave as they are."""

from __future__ import annotations

from dataclasses import replace

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QFormLayout, QSpinBox, QWidget

from ...core.stages.produce import ProduceJob
from ..sources import Combo, SourceBox, is_polygons
from ..words import tr
from .choices import Choices
from .external_box import FieldCombo

_MOST_PERIODS = 99


class MoreBox(QWidget):
    """Periods, intermediate results, zones, bias, device."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.keep = QCheckBox(tr("Keep the intermediate results"))
        self.keep.setObjectName("keep")
        self.keep.setToolTip(
            tr("The inspector needs them to tell why a pixel has its class; they take most of the space")
        )
        self.periods = QSpinBox()
        self.periods.setObjectName("periods")
        self.periods.setAccessibleName(tr("Periods"))
        self.periods.setRange(0, _MOST_PERIODS)
        self.periods.setSpecialValueText(tr("every date"))
        self.periods.setToolTip(tr("Classify every date, or that many mosaics of successive dates"))
        self.zones = SourceBox(
            "zones", tr("Areas that the report tells about one by one"), is_polygons, tr("none"),
            tr("Polygons") + " (*.gpkg *.shp *.geojson *.fgb);;" + tr("All files (*)"),
        )  # fmt: skip
        self.zone_field = FieldCombo("zone_field", tr("Attribute with the names of the zones"), self.zones)
        self.bias = Combo("bias", tr("Prefer some classes where the dates leave it open"))
        self.bias.addItem(tr("none"), "")
        self.bias.addItem(tr("forest and water rather too much than too little"), "completeness")
        self.device = Combo("device", tr("Where the networks run"))
        for device in ProduceJob.specs()["device"].choices:
            self.device.addItem(tr("automatic") if device == "auto" else device, device)
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addRow(self.keep)
        layout.addRow(tr("Classify"), self.periods)
        layout.addRow(tr("Zones"), self.zones)
        layout.addRow(tr("Their names"), self.zone_field)
        layout.addRow(tr("Preference"), self.bias)
        layout.addRow(tr("Device"), self.device)
        self.zones.changed.connect(self.zone_field.show_fields)
        for signal in (
            self.keep.toggled, self.periods.valueChanged, self.bias.currentIndexChanged,
            self.device.currentIndexChanged,
        ):  # fmt: skip
            signal.connect(lambda _: self.changed.emit())
        for signal in (self.zones.changed, self.zone_field.changed):
            signal.connect(self.changed)

    def show_choices(self, choices: Choices) -> None:
        """Show these."""
        editors = (self.keep, self.periods, self.bias, self.device)
        for editor in editors:
            editor.blockSignals(True)
        self.keep.setChecked(choices.keep)
        self.periods.setValue(choices.periods)
        self.zones.set_value(choices.zones)
        self.zone_field.show_fields()
        self.zone_field.set_value(choices.zone_field)
        for combo, value in ((self.bias, choices.bias), (self.device, choices.device)):
            if combo.findData(value) < 0:  # from a project that another version wrote
                combo.addItem(value, value)
            combo.setCurrentIndex(combo.findData(value))
        for editor in editors:
            editor.blockSignals(False)

    def taken(self, choices: Choices) -> Choices:
        """The choices with what is chosen here."""
        return replace(
            choices,
            keep=self.keep.isChecked(),
            periods=self.periods.value(),
            zones=self.zones.value(),
            zone_field=self.zone_field.value(),
            bias=self.bias.currentData(),
            device=self.device.currentData(),
        )
