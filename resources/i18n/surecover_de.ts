<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
  <context>
    <name>SureCover</name>
    <message>
      <source>high</source>
      <translation>hoch</translation>
    </message>
    <message>
      <source>medium</source>
      <translation>mittel</translation>
    </message>
    <message>
      <source>low</source>
      <translation>niedrig</translation>
    </message>
    <message>
      <source>not assessed</source>
      <translation>nicht bewertet</translation>
    </message>
    <message>
      <source>none</source>
      <translation>ohne</translation>
    </message>
    <message>
      <source>agrees with the old map</source>
      <translation>stimmt mit der alten Karte überein</translation>
    </message>
    <message>
      <source>accepted, connected to agreement</source>
      <translation>bestätigt, mit Übereinstimmung verbunden</translation>
    </message>
    <message>
      <source>accepted, spectral match nearby</source>
      <translation>bestätigt, spektrale Entsprechung in der Nähe</translation>
    </message>
    <message>
      <source>kept, no spectral match</source>
      <translation>beibehalten, keine spektrale Entsprechung</translation>
    </message>
    <message>
      <source>rejected and reassigned</source>
      <translation>verworfen und neu zugewiesen</translation>
    </message>
    <message>
      <source>kept for continuity</source>
      <translation>beibehalten wegen des Zusammenhangs</translation>
    </message>
    <message>
      <source>class not checked</source>
      <translation>Klasse nicht geprüft</translation>
    </message>
    <message>
      <source>kept against the spectral check</source>
      <translation>beibehalten entgegen der spektralen Prüfung</translation>
    </message>
    <message>
      <source>reviewed by a person</source>
      <translation>von einer Person geprüft</translation>
    </message>
    <message>
      <source>Period {number}</source>
      <translation>Zeitraum {number}</translation>
    </message>
    <message>
      <source>Image {number}</source>
      <translation>Bild {number}</translation>
    </message>
    <message>
      <source>SureCover</source>
      <translation>SureCover</translation>
    </message>
    <message>
      <source>&amp;Map</source>
      <translation>&amp;Karte</translation>
    </message>
    <message>
      <source>R&amp;esults</source>
      <translation>&amp;Ergebnisse</translation>
    </message>
    <message>
      <source>Re&amp;view</source>
      <translation>&amp;Prüfung</translation>
    </message>
    <message>
      <source>What everything here means, and all keys</source>
      <translation>Erklärung aller Elemente und Tasten</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>Hilfe</translation>
    </message>
    <message>
      <source>dock.html</source>
      <translation>dock_de.html</translation>
    </message>
    <message>
      <source>cloud /
no data</source>
      <translation>Wolke /
k. Daten</translation>
    </message>
    <message>
      <source>Probability of each class on each date</source>
      <translation>Wahrscheinlichkeit jeder Klasse an jedem Termin</translation>
    </message>
    <message>
      <source>How probable each class is on each date, on all dates together, and with the spectral clusters where they had a say</source>
      <translation>Wie wahrscheinlich jede Klasse an jedem Termin, an allen Terminen zusammen und mit den spektralen Clustern ist, wo diese mitreden</translation>
    </message>
    <message>
      <source>all dates</source>
      <translation>alle Termine</translation>
    </message>
    <message>
      <source>with clusters</source>
      <translation>mit Clustern</translation>
    </message>
    <message>
      <source>cloud or no data</source>
      <translation>Wolke oder keine Daten</translation>
    </message>
    <message>
      <source>{date}: cloud or no data</source>
      <translation>{date}: Wolke oder keine Daten</translation>
    </message>
    <message>
      <source>Row and column, counted from 0, and the middle of the pixel in {crs}</source>
      <translation>Zeile und Spalte, ab 0 gezählt, und der Mittelpunkt des Pixels in {crs}</translation>
    </message>
    <message>
      <source>Inspect</source>
      <translation>Pixel abfragen</translation>
    </message>
    <message>
      <source>Click a pixel to read why it has its class and its code; arrow keys move on (I)</source>
      <translation>Auf ein Pixel klicken, um zu lesen, warum es seine Klasse und seinen Code hat; Pfeiltasten gehen weiter (I)</translation>
    </message>
    <message>
      <source>&amp;Follow the mouse</source>
      <translation>&amp;Maus folgen</translation>
    </message>
    <message>
      <source>Show the pixel under the mouse without a click, while Inspect is on</source>
      <translation>Das Pixel unter der Maus ohne Klick zeigen, solange „Pixel abfragen“ eingeschaltet ist</translation>
    </message>
    <message>
      <source>Press Inspect, then click a pixel on the map to read why it has its class and its code.</source>
      <translation>Klicken Sie auf „Pixel abfragen“ und dann auf ein Pixel der Karte, um zu lesen, warum es seine Klasse und seinen Code hat.</translation>
    </message>
    <message>
      <source>no class</source>
      <translation>keine Klasse</translation>
    </message>
    <message>
      <source>Open or make results to see why each pixel has its class and its code.</source>
      <translation>Öffnen oder erstellen Sie Ergebnisse, um zu sehen, warum jedes Pixel seine Klasse und seinen Code hat.</translation>
    </message>
    <message>
      <source>This place lies outside the map.</source>
      <translation>Diese Stelle liegt außerhalb der Karte.</translation>
    </message>
    <message>
      <source>Reliability: {code}</source>
      <translation>Zuverlässigkeit: {code}</translation>
    </message>
    <message>
      <source>Row {row}, column {column} · {x}, {y}</source>
      <translation>Zeile {row}, Spalte {column} · {x}, {y}</translation>
    </message>
    <message>
      <source>{reliability} · confidence {share}</source>
      <translation>{reliability} · Konfidenz {share}</translation>
    </message>
    <message>
      <source>{count} more below 1 %</source>
      <translation>{count} weitere unter 1 %</translation>
    </message>
    <message>
      <source>the CRS of the map</source>
      <translation>dem KBS der Karte</translation>
    </message>
    <message>
      <source>{path} cannot be read; run Produce again.</source>
      <translation>{path} kann nicht gelesen werden; führen Sie „Landbedeckungskarte erstellen“ erneut aus.</translation>
    </message>
    <message>
      <source>not assessed, code 0</source>
      <translation>nicht bewertet, Code 0</translation>
    </message>
    <message>
      <source>high, code 1</source>
      <translation>hoch, Code 1</translation>
    </message>
    <message>
      <source>medium, code 2</source>
      <translation>mittel, Code 2</translation>
    </message>
    <message>
      <source>low, code 3</source>
      <translation>niedrig, Code 3</translation>
    </message>
    <message>
      <source>The pixel has no class.</source>
      <translation>Das Pixel hat keine Klasse.</translation>
    </message>
    <message>
      <source>What each date, the old map and the mosaic show here was not kept. To see it, make the map again with “Keep the intermediate results”.</source>
      <translation>Was die einzelnen Termine, die alte Karte und das Mosaik hier zeigen, wurde nicht aufbewahrt. Um es zu sehen, erstellen Sie die Karte noch einmal mit „Zwischenergebnisse behalten“.</translation>
    </message>
    <message>
      <source>nothing: not mapped</source>
      <translation>nichts: keiner Klasse zugeordnet</translation>
    </message>
    <message>
      <source>none: the mosaic has no data</source>
      <translation>keiner: das Mosaik hat keine Daten</translation>
    </message>
    <message>
      <source>yes</source>
      <translation>ja</translation>
    </message>
    <message>
      <source>no</source>
      <translation>nein</translation>
    </message>
    <message>
      <source>not needed</source>
      <translation>nicht nötig</translation>
    </message>
    <message>
      <source>not possible without a cluster</source>
      <translation>ohne Cluster nicht möglich</translation>
    </message>
    <message>
      <source>found within {radius}</source>
      <translation>gefunden innerhalb von {radius}</translation>
    </message>
    <message>
      <source>not found within {radius}</source>
      <translation>nicht gefunden innerhalb von {radius}</translation>
    </message>
    <message>
      <source>Dates</source>
      <translation>Termine</translation>
    </message>
    <message>
      <source>Old map</source>
      <translation>Alte Karte</translation>
    </message>
    <message>
      <source>Without the clusters</source>
      <translation>Ohne die Cluster</translation>
    </message>
    <message>
      <source>Before the correction</source>
      <translation>Vor der Korrektur</translation>
    </message>
    <message>
      <source>Spectral cluster</source>
      <translation>Spektraler Cluster</translation>
    </message>
    <message>
      <source>Connected to agreement</source>
      <translation>Mit Übereinstimmung verbunden</translation>
    </message>
    <message>
      <source>Search nearby</source>
      <translation>Suche in der Nähe</translation>
    </message>
    <message>
      <source>Evidence</source>
      <translation>Beleg</translation>
    </message>
    <message>
      <source>Entropy</source>
      <translation>Entropie</translation>
    </message>
    <message>
      <source>Unlike what taught the model</source>
      <translation>Anders als die Lerndaten des Modells</translation>
    </message>
    <message>
      <source>{number} %</source>
      <translation>{number} %</translation>
    </message>
    <message>
      <source>that class</source>
      <translation>andere Klasse</translation>
    </message>
    <message>
      <source>The images showed another class here.</source>
      <translation>Die Bilder zeigten hier eine andere Klasse.</translation>
    </message>
    <message>
      <source>{images} show {name} here. The old map agrees: it shows {name}, too, or a class that {name} belongs to.</source>
      <translation>{images} zeigen hier „{name}“. Die alte Karte stimmt damit überein: Auch sie zeigt „{name}“ oder eine Klasse, zu der „{name}“ gehört.</translation>
    </message>
    <message>
      <source>This patch of {name} is connected to no place where both agree{size}. The mosaic has no data here, so this pixel has no spectral cluster to compare with such places.</source>
      <translation>Diese Fläche mit „{name}“ ist mit keiner Fläche verbunden, auf der beide übereinstimmen{size}. Das Mosaik hat hier keine Daten; darum hat dieses Pixel keinen spektralen Cluster, der sich mit solchen Flächen vergleichen ließe.</translation>
    </message>
    <message>
      <source>This patch of {name} is connected to no place where both agree{size}, so this pixel was compared with such places within {radius}: its spectral cluster{cluster} occurs in none of them ({enough}).</source>
      <translation>Diese Fläche mit „{name}“ ist mit keiner Fläche verbunden, auf der beide übereinstimmen{size}. Darum wurde dieses Pixel mit solchen Flächen innerhalb von {radius} verglichen: Sein spektraler Cluster{cluster} kommt in keiner davon vor ({enough}).</translation>
    </message>
    <message>
      <source>This patch of {name} is connected to places where both agree{size}. But the mosaic has no data here, so this pixel has no spectral cluster to compare with them, and {name} was rejected.</source>
      <translation>Diese Fläche mit „{name}“ ist mit Flächen verbunden, auf denen beide übereinstimmen{size}. Aber das Mosaik hat hier keine Daten; darum hat dieses Pixel keinen spektralen Cluster, der sich mit ihnen vergleichen ließe, und „{name}“ wurde verworfen.</translation>
    </message>
    <message>
      <source>This patch of {name} is connected to places where both agree{size}, but the spectral cluster{cluster} of this pixel occurs in none of them{local} ({enough}), so {name} was rejected.</source>
      <translation>Diese Fläche mit „{name}“ ist mit Flächen verbunden, auf denen beide übereinstimmen{size}, aber der spektrale Cluster{cluster} dieses Pixels kommt in keiner davon{local} vor ({enough}). Darum wurde „{name}“ verworfen.</translation>
    </message>
    <message>
      <source>No other class was probable at all, so the pixel has no class.</source>
      <translation>Keine andere Klasse war überhaupt wahrscheinlich, darum hat das Pixel keine Klasse.</translation>
    </message>
    <message>
      <source>It was left out</source>
      <translation>Diese Klasse blieb unberücksichtigt</translation>
    </message>
    <message>
      <source>The run was told to check other classes, so nothing is said of the reliability.</source>
      <translation>Laut Einstellungen wurden andere Klassen geprüft; darum wird über die Zuverlässigkeit nichts gesagt.</translation>
    </message>
    <message>
      <source>The old map shows {name} nowhere on this map, so {name} cannot be checked; nothing is said of the reliability.</source>
      <translation>Die alte Karte zeigt „{name}“ nirgends im Gebiet dieser Karte, darum lässt sich „{name}“ nicht prüfen; über die Zuverlässigkeit wird nichts gesagt.</translation>
    </message>
    <message>
      <source>A person looked at this pixel and took its class away.</source>
      <translation>Eine Person hat dieses Pixel geprüft und ihm seine Klasse genommen.</translation>
    </message>
    <message>
      <source>The pixel has no class, because every date shows clouds or no data here.</source>
      <translation>Das Pixel hat keine Klasse, weil hier jeder Termin Wolken oder keine Daten zeigt.</translation>
    </message>
    <message>
      <source>{number} m</source>
      <translation>{number} m</translation>
    </message>
    <message>
      <source>{pixels} px ({length})</source>
      <translation>{pixels} px ({length})</translation>
    </message>
    <message>
      <source>{count} of {all} say {name}</source>
      <translation>{count} von {all} zeigen „{name}“</translation>
    </message>
    <message>
      <source>{value} (0: one class is sure, 1: all are equally likely)</source>
      <translation>{value} (0: eine Klasse ist sicher, 1: alle sind gleich wahrscheinlich)</translation>
    </message>
    <message>
      <source>{share} (so many of the pixels that taught it are more typical)</source>
      <translation>{share} (so viele der Pixel, aus denen es gelernt hat, sind typischer)</translation>
    </message>
    <message>
      <source>in at least 2 pixels and {share} % of it</source>
      <translation>gefordert: mindestens 2 Pixel und {share} % der Fläche</translation>
    </message>
    <message>
      <source>in at least 2 pixels of it</source>
      <translation>gefordert: mindestens 2 Pixel der Fläche</translation>
    </message>
    <message>
      <source>On at least one date this place looks like hardly anything that taught the model.</source>
      <translation>Zu mindestens einem Termin sieht diese Stelle kaum einem Ort ähnlich, aus dem das Modell gelernt hat.</translation>
    </message>
    <message>
      <source>The images alone show {alone} ({share}) here, but pixels of the same spectral cluster{cluster} tell for {name}.</source>
      <translation>Die Bilder allein zeigen hier „{alone}“ ({share}), aber die Pixel desselben spektralen Clusters{cluster} sprechen für „{name}“.</translation>
    </message>
    <message>
      <source>{images} show {name}{share} here.</source>
      <translation>{images} zeigen hier „{name}“{share}.</translation>
    </message>
    <message>
      <source>Therefore {name} is kept with high reliability.</source>
      <translation>Darum wird „{name}“ mit hoher Zuverlässigkeit beibehalten.</translation>
    </message>
    <message>
      <source>This patch of {name} is connected to places where both agree{size}, and the spectral cluster{cluster} of this pixel occurs in one of them{local} ({enough}).</source>
      <translation>Diese Fläche mit „{name}“ ist mit Flächen verbunden, auf denen beide übereinstimmen{size}, und der spektrale Cluster{cluster} dieses Pixels kommt in einer davon{local} vor ({enough}).</translation>
    </message>
    <message>
      <source>This patch of {name} is connected to no place where both agree{size}, so this pixel was compared with such places within {radius}: its spectral cluster{cluster} occurs in one of them ({enough}).</source>
      <translation>Diese Fläche mit „{name}“ ist mit keiner Fläche verbunden, auf der beide übereinstimmen{size}. Darum wurde dieses Pixel mit solchen Flächen innerhalb von {radius} verglichen: Sein spektraler Cluster{cluster} kommt in einer davon vor ({enough}).</translation>
    </message>
    <message>
      <source>Nothing supports {name}; it is kept with low reliability.</source>
      <translation>Nichts stützt „{name}“; die Klasse wird mit niedriger Zuverlässigkeit beibehalten.</translation>
    </message>
    <message>
      <source>{weighed}, and {new}{share} became the most probable. The reliability is low.</source>
      <translation>{weighed}, und „{new}“{share} wurde am wahrscheinlichsten. Die Zuverlässigkeit ist niedrig.</translation>
    </message>
    <message>
      <source>{weighed}, but {name} stayed the most probable even so. The reliability is low.</source>
      <translation>{weighed}, aber „{name}“ blieb trotzdem am wahrscheinlichsten. Die Zuverlässigkeit ist niedrig.</translation>
    </message>
    <message>
      <source>Its probability counted only {weighed} instead of {share}</source>
      <translation>Die Wahrscheinlichkeit dieser Klasse zählte nur mit {weighed} statt mit {share}</translation>
    </message>
    <message>
      <source>Yet it lies on a link of at most {gap} rejected pixels between two accepted parts, so it was kept, with low reliability: {name} stays in one piece.</source>
      <translation>Das Pixel liegt jedoch auf einer Verbindung aus höchstens {gap} verworfenen Pixeln zwischen zwei bestätigten Teilen. Darum wurde die Klasse mit niedriger Zuverlässigkeit beibehalten: „{name}“ bleibt zusammenhängend.</translation>
    </message>
    <message>
      <source>A person looked at this pixel and decided for {name}.</source>
      <translation>Eine Person hat dieses Pixel geprüft und sich für „{name}“ entschieden.</translation>
    </message>
    <message>
      <source>{pixels} px</source>
      <translation>{pixels} px</translation>
    </message>
    <message>
      <source>{number} km</source>
      <translation>{number} km</translation>
    </message>
    <message>
      <source> (agreement {share})</source>
      <translation> (Übereinstimmung {share})</translation>
    </message>
    <message>
      <source>{images} show {name}{share} here; the old map shows none of the classes.</source>
      <translation>{images} zeigen hier „{name}“{share}; die alte Karte zeigt keine der Klassen.</translation>
    </message>
    <message>
      <source>Both together</source>
      <translation>Beide zusammen</translation>
    </message>
    <message>
      <source>The images</source>
      <translation>Die Bilder</translation>
    </message>
    <message>
      <source>Therefore {name} is kept with medium reliability.</source>
      <translation>Darum wird „{name}“ mit mittlerer Zuverlässigkeit beibehalten.</translation>
    </message>
    <message>
      <source>Its probability counted only {factor} of what it was</source>
      <translation>Die Wahrscheinlichkeit dieser Klasse zählte nur zu {factor}</translation>
    </message>
    <message>
      <source>; without data: {count}</source>
      <translation>; ohne Daten: {count}</translation>
    </message>
    <message>
      <source> (of at least {least} pixels)</source>
      <translation> (mindestens {least} Pixel groß)</translation>
    </message>
    <message>
      <source> within {radius}</source>
      <translation> innerhalb von {radius}</translation>
    </message>
    <message>
      <source>{images} show {name}{share} here, and the old map shows {other}, too.</source>
      <translation>{images} zeigen hier „{name}“{share}, und auch die alte Karte zeigt „{other}“.</translation>
    </message>
    <message>
      <source>{images} show {name}{share} here; the old map shows {other}, which {name} belongs to.</source>
      <translation>{images} zeigen hier „{name}“{share}; die alte Karte zeigt „{other}“, wozu „{name}“ gehört.</translation>
    </message>
    <message>
      <source>{images} show {name}{share} here; the old map shows {other}.</source>
      <translation>{images} zeigen hier „{name}“{share}; die alte Karte zeigt „{other}“.</translation>
    </message>
    <message>
      <source>Which part of the images is mapped</source>
      <translation>Welcher Teil der Bilder kartiert wird</translation>
    </message>
    <message>
      <source>All files (*)</source>
      <translation>Alle Dateien (*)</translation>
    </message>
    <message>
      <source>Only its selected features</source>
      <translation>Nur gewählte Objekte</translation>
    </message>
    <message>
      <source>Map inside the features that are selected when the run starts</source>
      <translation>Nur innerhalb der Objekte kartieren, die beim Start gewählt sind</translation>
    </message>
    <message>
      <source>Whole images</source>
      <translation>Ganze Bilder</translation>
    </message>
    <message>
      <source>What the map window shows</source>
      <translation>Ausschnitt des Kartenfensters</translation>
    </message>
    <message>
      <source>Extent of a layer</source>
      <translation>Ausdehnung eines Layers</translation>
    </message>
    <message>
      <source>Polygons of a layer</source>
      <translation>Polygone eines Layers</translation>
    </message>
    <message>
      <source>Layer whose extent is mapped</source>
      <translation>Layer, dessen Ausdehnung kartiert wird</translation>
    </message>
    <message>
      <source>choose…</source>
      <translation>wählen…</translation>
    </message>
    <message>
      <source>Layer whose polygons are mapped</source>
      <translation>Layer, dessen Polygone kartiert werden</translation>
    </message>
    <message>
      <source>Polygons</source>
      <translation>Polygone</translation>
    </message>
    <message>
      <source>Choose a model, or “No model: learn here”.</source>
      <translation>Wählen Sie ein Modell oder „Kein Modell: hier lernen“.</translation>
    </message>
    <message>
      <source>Add an image.</source>
      <translation>Ein Bild hinzufügen.</translation>
    </message>
    <message>
      <source>Choose an old or coarse map.</source>
      <translation>Eine alte oder grobe Karte wählen.</translation>
    </message>
    <message>
      <source>Choose the layer of the area.</source>
      <translation>Den Layer des Gebiets wählen.</translation>
    </message>
    <message>
      <source>Give every image a cloud mask or none: {} of {} have one.</source>
      <translation>Entweder jedem Bild eine Wolkenmaske geben oder keinem: {} von {} haben eine.</translation>
    </message>
    <message>
      <source>A command cannot know which features of {} are selected; save them as a file and choose it.</source>
      <translation>Ein Befehl kann nicht wissen, welche Objekte von {} gewählt sind; speichern Sie sie als Datei und wählen Sie diese.</translation>
    </message>
    <message>
      <source>{} is no file as it is (kept in memory, filtered or being edited); save it as a file and choose that.</source>
      <translation>{} ist so keine Datei (nur im Speicher, gefiltert oder in Bearbeitung); speichern Sie den Layer als Datei und wählen Sie diese.</translation>
    </message>
    <message>
      <source>Old or coarse map of the same place</source>
      <translation>Alte oder grobe Karte desselben Gebiets</translation>
    </message>
    <message>
      <source>Attribute with the class codes; empty: found by itself</source>
      <translation>Attribut mit den Klassencodes; leer: wird automatisch ermittelt</translation>
    </message>
    <message>
      <source>What translates its codes into the model's classes</source>
      <translation>Womit ihre Codes in die Klassen des Modells übersetzt werden</translation>
    </message>
    <message>
      <source>What becomes what…</source>
      <translation>Zuordnung ansehen…</translation>
    </message>
    <message>
      <source>Show which of its codes become which class, and how much that is</source>
      <translation>Zeigen, welche ihrer Codes zu welcher Klasse werden und wie viel das ist</translation>
    </message>
    <message>
      <source>Map</source>
      <translation>Karte</translation>
    </message>
    <message>
      <source>Attribute</source>
      <translation>Attribut</translation>
    </message>
    <message>
      <source>Crosswalk</source>
      <translation>Zuordnung</translation>
    </message>
    <message>
      <source>Choose a table with the columns from and to</source>
      <translation>Tabelle mit den Spalten „from“ und „to“ wählen</translation>
    </message>
    <message>
      <source>Choose a crosswalk file</source>
      <translation>Zuordnungsdatei wählen</translation>
    </message>
    <message>
      <source>Tables (*.csv)</source>
      <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
      <source>automatic</source>
      <translation>automatisch</translation>
    </message>
    <message>
      <source>Maps</source>
      <translation>Karten</translation>
    </message>
    <message>
      <source>The images cannot be checked: {}</source>
      <translation>Die Bilder können nicht geprüft werden: {}</translation>
    </message>
    <message>
      <source>Tick the images, one per date.</source>
      <translation>Bilder anhaken, eines je Termin.</translation>
    </message>
    <message>
      <source>own or automatic</source>
      <translation>eigene oder automatisch</translation>
    </message>
    <message>
      <source>no mask</source>
      <translation>keine Maske</translation>
    </message>
    <message>
      <source>own band SCL</source>
      <translation>eigener Kanal SCL</translation>
    </message>
    <message>
      <source>date given</source>
      <translation>Datum eingegeben</translation>
    </message>
    <message>
      <source>date from file name</source>
      <translation>Datum aus Dateiname</translation>
    </message>
    <message>
      <source>Images</source>
      <translation>Bilder</translation>
    </message>
    <message>
      <source>One image per date; drag them into another order</source>
      <translation>Ein Bild je Termin; Reihenfolge durch Ziehen ändern</translation>
    </message>
    <message>
      <source>One image per date: rasters, or Sentinel-2 products as downloaded.</source>
      <translation>Ein Bild je Termin: Raster oder Sentinel-2-Produkte, wie sie heruntergeladen werden.</translation>
    </message>
    <message>
      <source>Dated images</source>
      <translation>Bilder mit Datum</translation>
    </message>
    <message>
      <source>Date, as year-month-day; type another one where it is wrong</source>
      <translation>Datum als Jahr-Monat-Tag; wo es falsch ist, ein anderes eingeben</translation>
    </message>
    <message>
      <source>Cloud mask</source>
      <translation>Wolkenmaske</translation>
    </message>
    <message>
      <source>Add layers of the project</source>
      <translation>Layer des Projekts hinzufügen</translation>
    </message>
    <message>
      <source>Rasters of the project</source>
      <translation>Raster des Projekts</translation>
    </message>
    <message>
      <source>Add layers…</source>
      <translation>+ Layer…</translation>
    </message>
    <message>
      <source>Add files…</source>
      <translation>+ Dateien…</translation>
    </message>
    <message>
      <source>Rasters, or a Sentinel-2 product's zip or MTD_MSI….xml</source>
      <translation>Raster, oder zip oder MTD_MSI….xml eines Sentinel-2-Produkts</translation>
    </message>
    <message>
      <source>Move the image up</source>
      <translation>Bild nach oben verschieben</translation>
    </message>
    <message>
      <source>Move the image down</source>
      <translation>Bild nach unten verschieben</translation>
    </message>
    <message>
      <source>Take the image off the list</source>
      <translation>Bild aus der Liste entfernen</translation>
    </message>
    <message>
      <source>unknown</source>
      <translation>unbekannt</translation>
    </message>
    <message>
      <source>date from metadata</source>
      <translation>Datum aus Metadaten</translation>
    </message>
    <message>
      <source>The date of {}</source>
      <translation>Das Datum von {}</translation>
    </message>
    <message>
      <source>Date of {}</source>
      <translation>Datum von {}</translation>
    </message>
    <message>
      <source>Rasters</source>
      <translation>Raster</translation>
    </message>
    <message>
      <source>The project has no rasters.</source>
      <translation>Das Projekt hat keine Raster.</translation>
    </message>
    <message>
      <source>This is {}.</source>
      <translation>This is {}.</translation>
    </message>
    <message>
      <source>Where the date comes from: {}</source>
      <translation>Herkunft des Datums: {}</translation>
    </message>
    <message>
      <source>Reading</source>
      <translation>Wird gelesen</translation>
    </message>
    <message>
      <source>such as CC-BY-4.0</source>
      <translation>etwa CC-BY-4.0</translation>
    </message>
    <message>
      <source>Licence</source>
      <translation>Lizenz</translation>
    </message>
    <message>
      <source>Importing</source>
      <translation>Wird importiert</translation>
    </message>
    <message>
      <source>Complete a model</source>
      <translation>Modell vervollständigen</translation>
    </message>
    <message>
      <source>Import a model</source>
      <translation>Modell importieren</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>Modelle</translation>
    </message>
    <message>
      <source>Complete</source>
      <translation>Vervollständigen</translation>
    </message>
    <message>
      <source>Import</source>
      <translation>Importieren</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Modell</translation>
    </message>
    <message>
      <source>Model folder</source>
      <translation>Modellordner</translation>
    </message>
    <message>
      <source>Choose an ONNX file (among them those of Deepness), an Esri model definition (.emd), or config.json of an smp folder. Nothing in it is run.</source>
      <translation>Wählen Sie eine ONNX-Datei (darunter die von Deepness), eine Modelldefinition von Esri (.emd) oder config.json eines smp-Ordners. Nichts davon wird ausgeführt.</translation>
    </message>
    <message>
      <source>Bands</source>
      <translation>Kanäle</translation>
    </message>
    <message>
      <source>Which bands the network takes, in its order; they are looked for in images by name.</source>
      <translation>Welche Kanäle das Netz nimmt, in seiner Reihenfolge; sie werden in Bildern nach dem Namen gesucht.</translation>
    </message>
    <message>
      <source>Scaling</source>
      <translation>Skalierung</translation>
    </message>
    <message>
      <source>What was done to the images before the network saw them. Wrong numbers give wrong maps, so they are never guessed: look for them where the model comes from.</source>
      <translation>Was mit den Bildern geschah, bevor das Netz sie sah. Falsche Zahlen ergeben falsche Karten; darum werden sie nie geraten: Suchen Sie sie dort, woher das Modell stammt.</translation>
    </message>
    <message>
      <source>How images become what the network takes</source>
      <translation>Wie Bilder zu dem werden, was das Netz nimmt</translation>
    </message>
    <message>
      <source>means and standard deviations</source>
      <translation>Mittelwerte und Standardabweichungen</translation>
    </message>
    <message>
      <source>none: it takes reflectance, 0 to 1</source>
      <translation>keine: es nimmt Reflexion, 0 bis 1</translation>
    </message>
    <message>
      <source>reflectance 0 to 1, backscatter −25 to 0 dB (Schmitt 2020)</source>
      <translation>Reflexion 0 bis 1, Rückstreuung −25 bis 0 dB (Schmitt 2020)</translation>
    </message>
    <message>
      <source>backscatter stretched between percentiles (Yu 2021)</source>
      <translation>Rückstreuung zwischen Perzentilen gestreckt (Yu 2021)</translation>
    </message>
    <message>
      <source>Means, one or one for each band, separated by commas</source>
      <translation>Mittelwerte, einer oder einer je Kanal, durch Kommas getrennt</translation>
    </message>
    <message>
      <source>Standard deviations, one or one for each band, separated by commas</source>
      <translation>Standardabweichungen, eine oder eine je Kanal, durch Kommas getrennt</translation>
    </message>
    <message>
      <source>The number that means reflectance 1 beside these means</source>
      <translation>Die Zahl, die bei diesen Mittelwerten Reflexion 1 bedeutet</translation>
    </message>
    <message>
      <source>1, 255 or 10000</source>
      <translation>1, 255 oder 10000</translation>
    </message>
    <message>
      <source>1: means of reflectance. 255: of 8-bit numbers. 10000: of the numbers in Sentinel-2's files.</source>
      <translation>1: Mittelwerte von Reflexion. 255: von 8-Bit-Zahlen. 10000: von den Zahlen in Sentinel-2-Dateien.</translation>
    </message>
    <message>
      <source>such as 0.08, 0.11, 0.09</source>
      <translation>etwa 0.08, 0.11, 0.09</translation>
    </message>
    <message>
      <source>Means</source>
      <translation>Mittelwerte</translation>
    </message>
    <message>
      <source>Standard deviations</source>
      <translation>Standardabweichungen</translation>
    </message>
    <message>
      <source>Reflectance 1 is</source>
      <translation>Reflexion 1 ist</translation>
    </message>
    <message>
      <source>Results</source>
      <translation>Ausgabe</translation>
    </message>
    <message>
      <source>The network gives numbers from 0 to 1, and does not tell which; logits are rarely like that.</source>
      <translation>Das Netz gibt Zahlen von 0 bis 1 aus und sagt nicht, welche; Logits sind selten so.</translation>
    </message>
    <message>
      <source>logits: numbers of any size</source>
      <translation>Logits: Zahlen beliebiger Größe</translation>
    </message>
    <message>
      <source>probabilities that sum to 1 (softmax)</source>
      <translation>Wahrscheinlichkeiten mit Summe 1 (Softmax)</translation>
    </message>
    <message>
      <source>a share of its own for each class (sigmoid)</source>
      <translation>ein eigener Anteil je Klasse (Sigmoid)</translation>
    </message>
    <message>
      <source>What the network gives</source>
      <translation>Was das Netz ausgibt</translation>
    </message>
    <message>
      <source>Classes</source>
      <translation>Klassen</translation>
    </message>
    <message>
      <source>In the order of the network. With the classes of a built-in scheme the model can map together with other models, and crosswalks of old maps fit.</source>
      <translation>In der Reihenfolge des Netzes. Mit den Klassen eines eingebauten Schemas kann das Modell zusammen mit anderen Modellen kartieren, und Zuordnungen alter Karten passen.</translation>
    </message>
    <message>
      <source>Classes of their own, or of a built-in scheme</source>
      <translation>Eigene Klassen, oder die eines eingebauten Schemas</translation>
    </message>
    <message>
      <source>classes of its own</source>
      <translation>eigene Klassen</translation>
    </message>
    <message>
      <source>The class that stands for everything else, such as background</source>
      <translation>Die Klasse, die für alles andere steht, etwa background</translation>
    </message>
    <message>
      <source>Everything else</source>
      <translation>Alles andere</translation>
    </message>
    <message>
      <source>Band</source>
      <translation>Kanal</translation>
    </message>
    <message>
      <source>as the model tells</source>
      <translation>wie das Modell sagt</translation>
    </message>
    <message>
      <source>Number</source>
      <translation>Nummer</translation>
    </message>
    <message>
      <source>Class</source>
      <translation>Klasse</translation>
    </message>
    <message>
      <source>Colour</source>
      <translation>Farbe</translation>
    </message>
    <message>
      <source>Class of output {} of the network</source>
      <translation>Klasse der Ausgabe {} des Netzes</translation>
    </message>
    <message>
      <source>{} – unknown, please tell</source>
      <translation>{} – unbekannt, bitte angeben</translation>
    </message>
    <message>
      <source>Band {} of the network</source>
      <translation>Kanal {} des Netzes</translation>
    </message>
    <message>
      <source>The model cannot map before it is complete</source>
      <translation>Das Modell kann erst kartieren, wenn es vollständig ist</translation>
    </message>
    <message>
      <source>bands</source>
      <translation>Kanäle</translation>
    </message>
    <message>
      <source>scaling</source>
      <translation>Skalierung</translation>
    </message>
    <message>
      <source>results</source>
      <translation>Ausgabe</translation>
    </message>
    <message>
      <source>classes</source>
      <translation>Klassen</translation>
    </message>
    <message>
      <source>Complete…</source>
      <translation>Vervollständigen…</translation>
    </message>
    <message>
      <source>Tell what is unknown of this model</source>
      <translation>Angeben, was von diesem Modell unbekannt ist</translation>
    </message>
    <message>
      <source>Take this model off the list</source>
      <translation>Dieses Modell aus der Liste entfernen</translation>
    </message>
    <message>
      <source>incomplete: {}</source>
      <translation>unvollständig: {}</translation>
    </message>
    <message>
      <source>The command is in the clipboard.</source>
      <translation>Der Befehl ist in der Zwischenablage.</translation>
    </message>
    <message>
      <source>The map is ready.</source>
      <translation>Die Karte ist fertig.</translation>
    </message>
    <message>
      <source>Folder of results</source>
      <translation>Ergebnisordner</translation>
    </message>
    <message>
      <source>Folder of results; empty: a new one beside the project</source>
      <translation>Ergebnisordner; leer: ein neuer neben dem Projekt</translation>
    </message>
    <message>
      <source>Old or coarse map</source>
      <translation>Alte oder grobe Karte</translation>
    </message>
    <message>
      <source>Area</source>
      <translation>Gebiet</translation>
    </message>
    <message>
      <source>More settings</source>
      <translation>Weitere Einstellungen</translation>
    </message>
    <message>
      <source>The results that are there will be replaced.</source>
      <translation>Die dort vorhandenen Ergebnisse werden ersetzt.</translation>
    </message>
    <message>
      <source>What this project says of SureCover cannot be read; everything is to be chosen anew.</source>
      <translation>Die Angaben zu SureCover in diesem Projekt sind nicht lesbar; alles ist neu zu wählen.</translation>
    </message>
    <message>
      <source>The map is ready; its confidence score is {}.</source>
      <translation>Die Karte ist fertig; ihr Konfidenzwert ist {}.</translation>
    </message>
    <message>
      <source>It is in {}</source>
      <translation>Sie liegt in {}</translation>
    </message>
    <message>
      <source>Learn from the old map instead of mapping with a model</source>
      <translation>Aus der alten Karte lernen, statt mit einem Modell zu kartieren</translation>
    </message>
    <message>
      <source>calibrated</source>
      <translation>kalibriert</translation>
    </message>
    <message>
      <source>Accuracy: share of right pixels where it was tested</source>
      <translation>Genauigkeit: Anteil richtiger Pixel auf den Testflächen</translation>
    </message>
    <message>
      <source>The images are being looked at.</source>
      <translation>Die Bilder werden gerade gelesen.</translation>
    </message>
    <message>
      <source>The images could not be looked at.</source>
      <translation>Die Bilder konnten nicht gelesen werden.</translation>
    </message>
    <message>
      <source>No model: learn here</source>
      <translation>Kein Modell: hier lernen</translation>
    </message>
    <message>
      <source>The images and the old map are enough; every pixel is predicted by what has not seen the old map there. It takes longer (how long is told before it begins), and the model is kept in the folder of results.</source>
      <translation>Die Bilder und die alte Karte genügen; jedes Pixel wird von einem Netz bestimmt, das die alte Karte dort nicht gesehen hat. Es dauert länger (wie lange, steht vor Beginn unten), und das Modell bleibt im Ergebnisordner.</translation>
    </message>
    <message>
      <source>Map with this model</source>
      <translation>Mit diesem Modell kartieren</translation>
    </message>
    <message>
      <source>Details: bands, classes, figures and licence</source>
      <translation>Einzelheiten: Kanäle, Klassen, Kennzahlen und Lizenz</translation>
    </message>
    <message>
      <source>Add model folder…</source>
      <translation>Modellordner hinzufügen…</translation>
    </message>
    <message>
      <source>Import model…</source>
      <translation>Modell importieren…</translation>
    </message>
    <message>
      <source>Make a model folder of a model of Deepness, Esri, smp, or any ONNX file</source>
      <translation>Einen Modellordner machen aus einem Modell von Deepness, Esri, smp oder einer ONNX-Datei</translation>
    </message>
    <message>
      <source>Folder of a model</source>
      <translation>Ordner eines Modells</translation>
    </message>
    <message>
      <source>calibrated: expected error {} %</source>
      <translation>kalibriert: erwarteter Fehler {} %</translation>
    </message>
    <message>
      <source>Expected error: average gap between how sure the model is and how often it is right</source>
      <translation>Erwarteter Fehler: mittlerer Abstand dazwischen, wie sicher das Modell ist und wie oft es recht hat</translation>
    </message>
    <message>
      <source>{} missing</source>
      <translation>{} fehlen</translation>
    </message>
    <message>
      <source>{} MB</source>
      <translation>{} MB</translation>
    </message>
    <message>
      <source>accuracy not stated</source>
      <translation>Genauigkeit nicht angegeben</translation>
    </message>
    <message>
      <source>without {}</source>
      <translation>ohne {}</translation>
    </message>
    <message>
      <source>{} classes</source>
      <translation>{} Klassen</translation>
    </message>
    <message>
      <source>Share of right pixels where it was tested: {}</source>
      <translation>Anteil richtiger Pixel auf den Testflächen: {}</translation>
    </message>
    <message>
      <source>not stated</source>
      <translation>nicht angegeben</translation>
    </message>
    <message>
      <source>Licence {}, {} on disk</source>
      <translation>Lizenz {}, {} auf dem Datenträger</translation>
    </message>
    <message>
      <source>Choose a folder with a model and its card {}</source>
      <translation>Einen Ordner mit einem Modell und seinem Steckbrief {} wählen</translation>
    </message>
    <message>
      <source>only {}</source>
      <translation>nur {}</translation>
    </message>
    <message>
      <source>accuracy {}</source>
      <translation>Genauigkeit {}</translation>
    </message>
    <message>
      <source>Made for pixels of {} m</source>
      <translation>Für Pixel von {} m gemacht</translation>
    </message>
    <message>
      <source>offered by all images</source>
      <translation>in allen Bildern vorhanden</translation>
    </message>
    <message>
      <source>{} bands</source>
      <translation>{} Kanäle</translation>
    </message>
    <message>
      <source>missing in {}</source>
      <translation>fehlt in {}</translation>
    </message>
    <message>
      <source>Keep the intermediate results</source>
      <translation>Zwischenergebnisse behalten</translation>
    </message>
    <message>
      <source>The inspector needs them to tell why a pixel has its class; they take most of the space</source>
      <translation>Die Pixelabfrage braucht sie, um zu erklären, warum ein Pixel seine Klasse hat; sie belegen den meisten Speicherplatz</translation>
    </message>
    <message>
      <source>Periods</source>
      <translation>Zeiträume</translation>
    </message>
    <message>
      <source>every date</source>
      <translation>jeden Termin</translation>
    </message>
    <message>
      <source>Classify every date, or that many mosaics of successive dates</source>
      <translation>Jeden Termin klassifizieren oder so viele Mosaike aufeinanderfolgender Termine</translation>
    </message>
    <message>
      <source>Areas that the report tells about one by one</source>
      <translation>Gebiete, die der Bericht einzeln aufführt</translation>
    </message>
    <message>
      <source>Attribute with the names of the zones</source>
      <translation>Attribut mit den Namen der Zonen</translation>
    </message>
    <message>
      <source>Prefer some classes where the dates leave it open</source>
      <translation>Einige Klassen bevorzugen, wo die Termine es offenlassen</translation>
    </message>
    <message>
      <source>forest and water rather too much than too little</source>
      <translation>Wald und Wasser lieber zu viel als zu wenig</translation>
    </message>
    <message>
      <source>Where the networks run</source>
      <translation>Wo die neuronalen Netze rechnen</translation>
    </message>
    <message>
      <source>Classify</source>
      <translation>Klassifizieren</translation>
    </message>
    <message>
      <source>Zones</source>
      <translation>Zonen</translation>
    </message>
    <message>
      <source>Their names</source>
      <translation>Ihre Namen</translation>
    </message>
    <message>
      <source>Preference</source>
      <translation>Bevorzugung</translation>
    </message>
    <message>
      <source>Device</source>
      <translation>Gerät</translation>
    </message>
    <message>
      <source>Translating</source>
      <translation>Wird übersetzt</translation>
    </message>
    <message>
      <source>What becomes what</source>
      <translation>Zuordnung der Codes</translation>
    </message>
    <message>
      <source>In the old map</source>
      <translation>In der alten Karte</translation>
    </message>
    <message>
      <source>Becomes</source>
      <translation>Wird zu</translation>
    </message>
    <message>
      <source>Share</source>
      <translation>Anteil</translation>
    </message>
    <message>
      <source>Hectares</source>
      <translation>Hektar</translation>
    </message>
    <message>
      <source>nothing</source>
      <translation>nichts</translation>
    </message>
    <message>
      <source>Cancelled; no results were written. Run again to go on with what is finished.</source>
      <translation>Abgebrochen; es wurden keine Ergebnisse geschrieben. Noch einmal gestartet, geht es mit dem Fertigen weiter.</translation>
    </message>
    <message>
      <source>&amp;Run</source>
      <translation>&amp;Starten</translation>
    </message>
    <message>
      <source>Make the map; QGIS stays usable meanwhile</source>
      <translation>Die Karte erstellen; QGIS bleibt dabei bedienbar</translation>
    </message>
    <message>
      <source>Copy as qgis_process command</source>
      <translation>Als qgis_process-Befehl kopieren</translation>
    </message>
    <message>
      <source>Open as algorithm dialog, with all settings</source>
      <translation>Als Algorithmus-Dialog öffnen, mit allen Einstellungen</translation>
    </message>
    <message>
      <source>Progress</source>
      <translation>Fortschritt</translation>
    </message>
    <message>
      <source>&amp;Cancel</source>
      <translation>&amp;Abbrechen</translation>
    </message>
    <message>
      <source>Stop; nothing will have been written</source>
      <translation>Abbrechen; es wird nichts geschrieben</translation>
    </message>
    <message>
      <source>Starting…</source>
      <translation>Wird gestartet…</translation>
    </message>
    <message>
      <source>Cancelling…</source>
      <translation>Wird abgebrochen…</translation>
    </message>
    <message>
      <source>Make land-cover maps, and review what is doubtful in them</source>
      <translation>Landbedeckungskarten erstellen und Zweifelhaftes darin prüfen</translation>
    </message>
    <message>
      <source>Compare</source>
      <translation>Vergleich</translation>
    </message>
    <message>
      <source>There is only one map to see. To compare it with single dates and the satellite picture, run again with “Keep the intermediate results”.</source>
      <translation>Es gibt nur eine Karte zu sehen. Um sie mit einzelnen Terminen und dem Satellitenbild zu vergleichen, starten Sie noch einmal mit „Zwischenergebnisse behalten“.</translation>
    </message>
    <message>
      <source>Place of the divider, from left to right</source>
      <translation>Lage der Trennlinie, von links nach rechts</translation>
    </message>
    <message>
      <source>How long each map is shown: 0.3 to 2 seconds</source>
      <translation>Wie lange jede Karte gezeigt wird: 0,3 bis 2 Sekunden</translation>
    </message>
    <message>
      <source>By itself</source>
      <translation>Automatisch</translation>
    </message>
    <message>
      <source>Switch from one map to the other again and again</source>
      <translation>Immer wieder von einer Karte zur anderen wechseln</translation>
    </message>
    <message>
      <source>Switch</source>
      <translation>Umschalten</translation>
    </message>
    <message>
      <source>Show the other map (space key when the map was clicked)</source>
      <translation>Die andere Karte zeigen (Leertaste, wenn die Karte angeklickt wurde)</translation>
    </message>
    <message>
      <source>What is A: left of the divider, or shown first</source>
      <translation>Was A ist: links der Trennlinie oder zuerst gezeigt</translation>
    </message>
    <message>
      <source>What is B: right of the divider, or shown second</source>
      <translation>Was B ist: rechts der Trennlinie oder danach gezeigt</translation>
    </message>
    <message>
      <source>Off</source>
      <translation>Aus</translation>
    </message>
    <message>
      <source>Show the map as usual</source>
      <translation>Die Karte wie gewohnt zeigen</translation>
    </message>
    <message>
      <source>Swipe</source>
      <translation>Wischen</translation>
    </message>
    <message>
      <source>Two maps with a divider between them; drag it, or click the map and press Left or Right</source>
      <translation>Zwei Karten mit einer Trennlinie dazwischen; die Linie ziehen, oder in die Karte klicken und die linke oder rechte Pfeiltaste drücken</translation>
    </message>
    <message>
      <source>Flicker</source>
      <translation>Wechseln</translation>
    </message>
    <message>
      <source>Two maps in turn at the same place; the space key switches when the map was clicked</source>
      <translation>Zwei Karten abwechselnd an derselben Stelle; die Leertaste schaltet um, wenn die Karte angeklickt wurde</translation>
    </message>
    <message>
      <source>Divider</source>
      <translation>Trennlinie</translation>
    </message>
    <message>
      <source>{seconds} s</source>
      <translation>{seconds} s</translation>
    </message>
    <message>
      <source>Land cover</source>
      <translation>Landbedeckung</translation>
    </message>
    <message>
      <source>Reliability</source>
      <translation>Zuverlässigkeit</translation>
    </message>
    <message>
      <source>Confidence</source>
      <translation>Konfidenz</translation>
    </message>
    <message>
      <source>All dates, before the correction</source>
      <translation>Alle Termine, vor der Korrektur</translation>
    </message>
    <message>
      <source>Where the old map looks wrong</source>
      <translation>Wo die alte Karte falsch aussieht</translation>
    </message>
    <message>
      <source>Satellite picture</source>
      <translation>Satellitenbild</translation>
    </message>
    <message>
      <source>Land cover, {date}</source>
      <translation>Landbedeckung, {date}</translation>
    </message>
    <message>
      <source>SureCover: {folder}</source>
      <translation>SureCover: {folder}</translation>
    </message>
    <message>
      <source>Classes of the map with their shares and reliability</source>
      <translation>Klassen der Karte mit ihren Anteilen und ihrer Zuverlässigkeit</translation>
    </message>
    <message>
      <source>Share of the map's pixels, in percent</source>
      <translation>Anteil an den Pixeln der Karte, in Prozent</translation>
    </message>
    <message>
      <source>Area in hectares</source>
      <translation>Fläche in Hektar</translation>
    </message>
    <message>
      <source>How much has high · medium · low reliability, in percent; last, if any, not assessed</source>
      <translation>Wie viel hohe · mittlere · niedrige Zuverlässigkeit hat, in Prozent; zuletzt, falls vorhanden, nicht Bewertetes</translation>
    </message>
    <message>
      <source>How much of the map each class has, and how far it can be trusted</source>
      <translation>Wie viel der Karte jede Klasse einnimmt und wie weit ihr zu trauen ist</translation>
    </message>
    <message>
      <source>Confidence score: none, because nothing was assessed.</source>
      <translation>Konfidenzwert: keiner, weil nichts bewertet wurde.</translation>
    </message>
    <message>
      <source>Whole map</source>
      <translation>Ganze Karte</translation>
    </message>
    <message>
      <source>%</source>
      <translation>%</translation>
    </message>
    <message>
      <source>ha</source>
      <translation>ha</translation>
    </message>
    <message>
      <source>Reliability, %</source>
      <translation>Zuverlässigkeit, %</translation>
    </message>
    <message>
      <source>Confidence score: {score}, the part of the assessed pixels with high reliability.</source>
      <translation>Konfidenzwert: {score}, der Anteil der bewerteten Pixel mit hoher Zuverlässigkeit.</translation>
    </message>
    <message>
      <source>Why the pixels have their class and code:</source>
      <translation>Warum die Pixel ihre Klasse und ihren Code haben:</translation>
    </message>
    <message>
      <source>{pixels} pixels</source>
      <translation>{pixels} Pixel</translation>
    </message>
    <message>
      <source>Reliability: {codes}</source>
      <translation>Zuverlässigkeit: {codes}</translation>
    </message>
    <message>
      <source>{hectares} ha</source>
      <translation>{hectares} ha</translation>
    </message>
    <message>
      <source>Open results…</source>
      <translation>Ergebnisse öffnen…</translation>
    </message>
    <message>
      <source>Open a folder of results that was made earlier or elsewhere</source>
      <translation>Einen früher oder anderswo erstellten Ergebnisordner öffnen</translation>
    </message>
    <message>
      <source>Open the report</source>
      <translation>Bericht öffnen</translation>
    </message>
    <message>
      <source>Show the report of this run in the web browser</source>
      <translation>Den Bericht dieses Laufs im Webbrowser zeigen</translation>
    </message>
    <message>
      <source>Use the learned model</source>
      <translation>Gelerntes Modell verwenden</translation>
    </message>
    <message>
      <source>Map other images with the model that this run learned</source>
      <translation>Andere Bilder mit dem Modell kartieren, das dieser Lauf gelernt hat</translation>
    </message>
    <message>
      <source>Colours for colour-blind eyes</source>
      <translation>Farben für Farbfehlsichtige</translation>
    </message>
    <message>
      <source>Blue, yellow and orange instead of green, orange and red for reliability</source>
      <translation>Blau, Gelb und Orange statt Grün, Orange und Rot für die Zuverlässigkeit</translation>
    </message>
    <message>
      <source>No results are open. Make a map in the tab “Map”: its results are shown here when it is done. Or open a folder of results that was made earlier.</source>
      <translation>Es sind keine Ergebnisse geöffnet. Erstellen Sie im Reiter „Karte“ eine Karte: Die Ergebnisse erscheinen hier, sobald sie fertig ist. Oder öffnen Sie einen früher erstellten Ergebnisordner.</translation>
    </message>
    <message>
      <source>Show in the map</source>
      <translation>In der Karte zeigen</translation>
    </message>
    <message>
      <source>Legend</source>
      <translation>Legende</translation>
    </message>
    <message>
      <source>All classes</source>
      <translation>Alle Klassen</translation>
    </message>
    <message>
      <source>Every pixel in the colour of its class (Alt+1)</source>
      <translation>Jedes Pixel in der Farbe seiner Klasse (Alt+1)</translation>
    </message>
    <message>
      <source>Dim by reliability</source>
      <translation>Nach Zuverlässigkeit abblenden</translation>
    </message>
    <message>
      <source>The less reliable a pixel, the more the satellite picture shows through it (Alt+2)</source>
      <translation>Je weniger zuverlässig ein Pixel, desto mehr scheint das Satellitenbild durch (Alt+2)</translation>
    </message>
    <message>
      <source>Dim by confidence</source>
      <translation>Nach Konfidenz abblenden</translation>
    </message>
    <message>
      <source>The lower the confidence, the more the satellite picture shows through (Alt+3)</source>
      <translation>Je niedriger die Konfidenz, desto mehr scheint das Satellitenbild durch (Alt+3)</translation>
    </message>
    <message>
      <source>Only doubtful (codes 2 and 3)</source>
      <translation>Nur Zweifelhaftes (Codes 2 und 3)</translation>
    </message>
    <message>
      <source>Only pixels with medium or low reliability; the satellite picture elsewhere (Alt+4)</source>
      <translation>Nur Pixel mit mittlerer oder niedriger Zuverlässigkeit; sonst das Satellitenbild (Alt+4)</translation>
    </message>
    <message>
      <source>No program opens web pages here; the report is {}.</source>
      <translation>Hier öffnet kein Programm Webseiten; der Bericht ist {}.</translation>
    </message>
    <message>
      <source>The shape has no place in the coordinate system of the map.</source>
      <translation>Die Form hat keinen Ort im Koordinatensystem der Karte.</translation>
    </message>
    <message>
      <source>Draw a polygon on the map (key D): click its corners, close it by a right click or Enter, then choose its class. Backspace takes a corner back, Esc gives up.</source>
      <translation>Ein Polygon in die Karte zeichnen (Taste D): die Eckpunkte anklicken, mit Rechtsklick oder Eingabetaste schließen, dann die Klasse wählen. Die Rücktaste nimmt einen Eckpunkt zurück, Esc bricht ab.</translation>
    </message>
    <message>
      <source>Back (P)</source>
      <translation>Zurück (P)</translation>
    </message>
    <message>
      <source>The place above in the list (key P)</source>
      <translation>Die Stelle darüber in der Liste (Taste P)</translation>
    </message>
    <message>
      <source>Next (N)</source>
      <translation>Weiter (N)</translation>
    </message>
    <message>
      <source>The place below in the list (key N)</source>
      <translation>Die Stelle darunter in der Liste (Taste N)</translation>
    </message>
    <message>
      <source>Accept (A)</source>
      <translation>Stimmt (A)</translation>
    </message>
    <message>
      <source>The place is right as it is (key A)</source>
      <translation>Die Stelle bestätigen: Sie ist richtig, wie sie ist (Taste A)</translation>
    </message>
    <message>
      <source>Draw (D)</source>
      <translation>Zeichnen (D)</translation>
    </message>
    <message>
      <source>The place is {name} (key {key})</source>
      <translation>Die Stelle ist „{name}“ (Taste {key})</translation>
    </message>
    <message>
      <source>The place is {name}</source>
      <translation>Die Stelle ist „{name}“</translation>
    </message>
    <message>
      <source>The edit is not undone: {path} cannot be written ({why}).</source>
      <translation>Die Entscheidung wurde nicht zurückgenommen: {path} kann nicht geschrieben werden ({why}).</translation>
    </message>
    <message>
      <source>The edit is not stored: {path} cannot be written ({why}).</source>
      <translation>Die Entscheidung wurde nicht gespeichert: {path} kann nicht geschrieben werden ({why}).</translation>
    </message>
    <message>
      <source>it holds no edits of a review; give the file another name</source>
      <translation>die Datei enthält keine Entscheidungen einer Prüfung; geben Sie ihr einen anderen Namen</translation>
    </message>
    <message>
      <source>{path} cannot be read ({why}).</source>
      <translation>{path} kann nicht gelesen werden ({why}).</translation>
    </message>
    <message>
      <source>GDAL does not say why</source>
      <translation>GDAL nennt keinen Grund</translation>
    </message>
    <message>
      <source>it has no layer {layer}</source>
      <translation>es fehlt der Layer {layer}</translation>
    </message>
    <message>
      <source>Places to review: arrow keys or a click go there, a click on a title sorts</source>
      <translation>Zu prüfende Stellen: Pfeiltasten oder ein Klick führen hin, ein Klick auf einen Spaltentitel sortiert</translation>
    </message>
    <message>
      <source>Only &amp;open</source>
      <translation>Nur &amp;offene</translation>
    </message>
    <message>
      <source>All zones</source>
      <translation>Alle Zonen</translation>
    </message>
    <message>
      <source>{done} of {all} reviewed, {part} of {whole} ha</source>
      <translation>{done} von {all} geprüft, {part} von {whole} ha</translation>
    </message>
    <message>
      <source>{done} of {all} reviewed, {part} of {whole} pixels</source>
      <translation>{done} von {all} geprüft, {part} von {whole} Pixeln</translation>
    </message>
    <message>
      <source>any size</source>
      <translation>jede Größe</translation>
    </message>
    <message>
      <source>No places to review</source>
      <translation>Keine Stellen zu prüfen</translation>
    </message>
    <message>
      <source>Places to review</source>
      <translation>Zu prüfende Stellen</translation>
    </message>
    <message>
      <source>Reviewed places</source>
      <translation>Geprüfte Stellen</translation>
    </message>
    <message>
      <source>Share of the places that are reviewed</source>
      <translation>Anteil der geprüften Stellen</translation>
    </message>
    <message>
      <source>Show only places of one class</source>
      <translation>Nur Stellen einer Klasse zeigen</translation>
    </message>
    <message>
      <source>Zone</source>
      <translation>Zone</translation>
    </message>
    <message>
      <source>Show only places in one zone</source>
      <translation>Nur Stellen in einer Zone zeigen</translation>
    </message>
    <message>
      <source>Smallest size</source>
      <translation>Mindestgröße</translation>
    </message>
    <message>
      <source>Show only places that are at least so large</source>
      <translation>Nur Stellen zeigen, die mindestens so groß sind</translation>
    </message>
    <message>
      <source>Only open</source>
      <translation>Nur offene</translation>
    </message>
    <message>
      <source>Hide places that are reviewed</source>
      <translation>Geprüfte Stellen ausblenden</translation>
    </message>
    <message>
      <source>px</source>
      <translation>px</translation>
    </message>
    <message>
      <source>Pixels</source>
      <translation>Pixel</translation>
    </message>
    <message>
      <source>open</source>
      <translation>offen</translation>
    </message>
    <message>
      <source>accepted</source>
      <translation>bestätigt</translation>
    </message>
    <message>
      <source>Rank</source>
      <translation>Rang</translation>
    </message>
    <message>
      <source>1 is the most worthwhile: large and doubtful</source>
      <translation>1 lohnt am meisten: groß und zweifelhaft</translation>
    </message>
    <message>
      <source>Class that most of its pixels have</source>
      <translation>Klasse, die die meisten Pixel der Stelle haben</translation>
    </message>
    <message>
      <source>Why</source>
      <translation>Grund</translation>
    </message>
    <message>
      <source>What most of its pixels are doubtful for</source>
      <translation>Weshalb die meisten Pixel der Stelle zweifelhaft sind</translation>
    </message>
    <message>
      <source>How large it is</source>
      <translation>Wie groß die Stelle ist</translation>
    </message>
    <message>
      <source>Doubt</source>
      <translation>Zweifel</translation>
    </message>
    <message>
      <source>How likely the class is wrong, on average over its pixels</source>
      <translation>Wie wahrscheinlich die Klasse falsch ist, im Mittel über die Pixel der Stelle</translation>
    </message>
    <message>
      <source>State</source>
      <translation>Status</translation>
    </message>
    <message>
      <source>Whether somebody reviewed it, and what came of it</source>
      <translation>Ob jemand die Stelle geprüft hat und mit welchem Ergebnis</translation>
    </message>
    <message>
      <source>Where it lies</source>
      <translation>Wo die Stelle liegt</translation>
    </message>
    <message>
      <source>Place</source>
      <translation>Lage</translation>
    </message>
    <message>
      <source>Order on the map, row by row from the upper left: for work that misses nothing</source>
      <translation>Reihenfolge auf der Karte, Zeile für Zeile von links oben: für lückenloses Arbeiten</translation>
    </message>
    <message>
      <source>set to {name}</source>
      <translation>geändert in {name}</translation>
    </message>
    <message>
      <source>{path} is no list of places as this version makes it; press “List again”.</source>
      <translation>{path} ist keine Liste von Stellen, wie diese Version sie erstellt; klicken Sie auf „Neu auflisten“.</translation>
    </message>
    <message>
      <source>{percent} %</source>
      <translation>{percent} %</translation>
    </message>
    <message>
      <source>The map or the list on disk has changed; press “List again”.</source>
      <translation>Die Karte oder die Liste auf dem Datenträger hat sich geändert; klicken Sie auf „Neu auflisten“.</translation>
    </message>
    <message>
      <source>The folder {folder} cannot be made ({why}).</source>
      <translation>Der Ordner {folder} kann nicht angelegt werden ({why}).</translation>
    </message>
    <message>
      <source>Store the edit that was taken back once more (Ctrl+Shift+Z)</source>
      <translation>Die zurückgenommene Entscheidung wieder speichern (Strg+Umschalt+Z)</translation>
    </message>
    <message>
      <source>Change only pixels that have this class on the map; accepting always means all</source>
      <translation>Nur Pixel ändern, die auf der Karte diese Klasse haben; Bestätigen gilt immer für alle</translation>
    </message>
    <message>
      <source>Spots of fewer pixels are not listed; takes effect with “List again”</source>
      <translation>Stellen mit weniger Pixeln werden nicht aufgelistet; gilt ab dem nächsten „Neu auflisten“</translation>
    </message>
    <message>
      <source>Take the latest edit back (Ctrl+Z)</source>
      <translation>Die letzte Entscheidung zurücknehmen (Strg+Z)</translation>
    </message>
    <message>
      <source>&amp;Go on</source>
      <translation>Weiter&amp;gehen</translation>
    </message>
    <message>
      <source>Keep the scale: move without zooming</source>
      <translation>Maßstab beibehalten: verschieben, ohne zu zoomen</translation>
    </message>
    <message>
      <source>Note, reviewer, the smallest places, and other things rarely needed</source>
      <translation>Notiz, Prüfer, kleinste Stellen und anderes, was selten gebraucht wird</translation>
    </message>
    <message>
      <source>After a decision on a place, go to the next open one by itself</source>
      <translation>Nach einer Entscheidung über eine Stelle von selbst zur nächsten offenen gehen</translation>
    </message>
    <message>
      <source>Make a new map with all decisions, beside them in the folder “review”; the map itself stays</source>
      <translation>Eine neue Karte mit allen Entscheidungen erstellen, neben diesen im Ordner „review“; die Karte selbst bleibt</translation>
    </message>
    <message>
      <source>Export reviewed map</source>
      <translation>Geprüfte Karte exportieren</translation>
    </message>
    <message>
      <source>&amp;List again</source>
      <translation>Neu a&amp;uflisten</translation>
    </message>
    <message>
      <source>Expo&amp;rt to…</source>
      <translation>Expor&amp;tieren nach…</translation>
    </message>
    <message>
      <source>all classes</source>
      <translation>allen Klassen</translation>
    </message>
    <message>
      <source>Export map</source>
      <translation>Exportieren</translation>
    </message>
    <message>
      <source>More</source>
      <translation>Mehr</translation>
    </message>
    <message>
      <source>Pi&amp;xels of</source>
      <translation>Pi&amp;xel von</translation>
    </message>
    <message>
      <source>Places</source>
      <translation>Stellen</translation>
    </message>
    <message>
      <source>No&amp;te</source>
      <translation>Noti&amp;z</translation>
    </message>
    <message>
      <source>&amp;By</source>
      <translation>Prü&amp;fer</translation>
    </message>
    <message>
      <source>Pixels of</source>
      <translation>Pixel von</translation>
    </message>
    <message>
      <source>Note</source>
      <translation>Notiz</translation>
    </message>
    <message>
      <source>Stored with each edit until you change it</source>
      <translation>Wird mit jeder Entscheidung gespeichert, bis Sie den Text ändern</translation>
    </message>
    <message>
      <source>Reviewer</source>
      <translation>Prüfer</translation>
    </message>
    <message>
      <source>Your name, stored with each edit</source>
      <translation>Ihr Name; wird mit jeder Entscheidung gespeichert</translation>
    </message>
    <message>
      <source>Least pixels of a place</source>
      <translation>Mindestzahl der Pixel einer Stelle</translation>
    </message>
    <message>
      <source>List again</source>
      <translation>Neu auflisten</translation>
    </message>
    <message>
      <source>Look for doubtful places anew; decisions stay</source>
      <translation>Zweifelhafte Stellen neu suchen; Entscheidungen bleiben</translation>
    </message>
    <message>
      <source>Export to…</source>
      <translation>Exportieren nach…</translation>
    </message>
    <message>
      <source>Make the map with all decisions in another folder</source>
      <translation>Die Karte mit allen Entscheidungen in einem anderen Ordner erstellen</translation>
    </message>
    <message>
      <source>Land cover, reviewed</source>
      <translation>Landbedeckung, geprüft</translation>
    </message>
    <message>
      <source>Reliability, reviewed</source>
      <translation>Zuverlässigkeit, geprüft</translation>
    </message>
    <message>
      <source>Evidence, reviewed</source>
      <translation>Beleg, geprüft</translation>
    </message>
    <message>
      <source>Edits</source>
      <translation>Entscheidungen</translation>
    </message>
    <message>
      <source>Stopped. Press “List again” when you want the list.</source>
      <translation>Angehalten. Klicken Sie auf „Neu auflisten“, wenn Sie die Liste brauchen.</translation>
    </message>
    <message>
      <source>The reviewed map is in {folder}: {reviewed} pixels reviewed, {changed} of them changed.</source>
      <translation>Die geprüfte Karte liegt in {folder}: {reviewed} Pixel geprüft, davon {changed} geändert.</translation>
    </message>
    <message>
      <source>Looking for places</source>
      <translation>Stellen werden gesucht</translation>
    </message>
    <message>
      <source>Folder of the reviewed map</source>
      <translation>Ordner der geprüften Karte</translation>
    </message>
    <message>
      <source>Putting the edits on the map</source>
      <translation>Entscheidungen werden übertragen</translation>
    </message>
    <message>
      <source>All places in the list are reviewed.</source>
      <translation>Alle Stellen der Liste sind geprüft.</translation>
    </message>
    <message>
      <source>Now choose the class of the shape, or accept it; Esc drops it.</source>
      <translation>Jetzt die Klasse der gezeichneten Fläche wählen oder die Fläche bestätigen; Esc verwirft sie.</translation>
    </message>
    <message>
      <source>Click the corners on the map; a right click or Enter closes the shape, Esc gives up.</source>
      <translation>Die Eckpunkte in der Karte anklicken; Rechtsklick oder Eingabetaste schließt die Fläche, Esc bricht ab.</translation>
    </message>
    <message>
      <source>This place cannot be shown in the coordinate system of the project.</source>
      <translation>Diese Stelle kann im Koordinatensystem des Projekts nicht gezeigt werden.</translation>
    </message>
    <message>
      <source>The run failed; see the log messages of Processing.</source>
      <translation>Der Lauf ist fehlgeschlagen; siehe Protokollmeldungen der Verarbeitung.</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Anhalten</translation>
    </message>
    <message>
      <source>There is no engine yet for this version of SureCover.</source>
      <translation>Für diese Version von SureCover gibt es noch keine Engine.</translation>
    </message>
    <message>
      <source>An engine is there and ready. Setting up again repairs it.</source>
      <translation>Eine Engine ist da und bereit. Noch einmal einrichten repariert sie.</translation>
    </message>
    <message>
      <source>Set up SureCover's engine</source>
      <translation>Engine von SureCover einrichten</translation>
    </message>
    <message>
      <source>Log</source>
      <translation>Protokoll</translation>
    </message>
    <message>
      <source>Set up</source>
      <translation>Einrichten</translation>
    </message>
    <message>
      <source>Making a Python of its own</source>
      <translation>Ein eigenes Python wird angelegt</translation>
    </message>
    <message>
      <source>Looking for Pythons</source>
      <translation>Pythons werden gesucht</translation>
    </message>
    <message>
      <source>The engine is set up and works. Close this window and make a map.</source>
      <translation>Die Engine ist eingerichtet und funktioniert. Schließen Sie dieses Fenster und erstellen Sie eine Karte.</translation>
    </message>
    <message>
      <source>Removing</source>
      <translation>Wird entfernt</translation>
    </message>
    <message>
      <source>Engines that are there</source>
      <translation>Vorhandene Engines</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Trying everything out</source>
      <translation>Alles wird ausprobiert</translation>
    </message>
    <message>
      <source>Retry</source>
      <translation>Noch einmal</translation>
    </message>
    <message>
      <source>Cancelled; setting up again goes on from where it stopped.</source>
      <translation>Abgebrochen; noch einmal einrichten geht dort weiter, wo es aufgehört hat.</translation>
    </message>
    <message>
      <source>SureCover computes in a Python of its own, its engine. It is made here, once for each user of this computer; QGIS and its Python stay as they are.</source>
      <translation>SureCover rechnet in einem eigenen Python, seiner Engine. Sie wird hier angelegt, einmal für jeden Benutzer dieses Rechners; QGIS und sein Python bleiben, wie sie sind.</translation>
    </message>
    <message>
      <source>Removed: {}</source>
      <translation>Entfernt: {}</translation>
    </message>
    <message>
      <source>Downloading and installing packages</source>
      <translation>Pakete werden heruntergeladen und installiert</translation>
    </message>
    <message>
      <source>The engine runs with {}.</source>
      <translation>Die Engine läuft mit {}.</translation>
    </message>
    <message>
      <source>Log: {}</source>
      <translation>Protokoll: {}</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <source>Delete the selected engine; its folder goes, nothing else</source>
      <translation>Die gewählte Engine löschen; ihr Ordner verschwindet, sonst nichts</translation>
    </message>
    <message>
      <source>Python with the engine's packages</source>
      <translation>Python mit den Paketen der Engine</translation>
    </message>
    <message>
      <source>none: the one that was set up</source>
      <translation>keines: das hier eingerichtete</translation>
    </message>
    <message>
      <source>An existing Python that has all packages of the engine, say one of conda</source>
      <translation>Ein vorhandenes Python mit allen Paketen der Engine, etwa eines von conda</translation>
    </message>
    <message>
      <source>Check and use</source>
      <translation>Prüfen und verwenden</translation>
    </message>
    <message>
      <source>ready</source>
      <translation>bereit</translation>
    </message>
    <message>
      <source>for another version</source>
      <translation>für eine andere Version</translation>
    </message>
    <message>
      <source>not finished</source>
      <translation>nicht fertig</translation>
    </message>
    <message>
      <source>Folder</source>
      <translation>Ordner</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>Größe</translation>
    </message>
    <message>
      <source>Own Python</source>
      <translation>Eigenes Python</translation>
    </message>
    <message>
      <source>Set up the engine…</source>
      <translation>Engine einrichten…</translation>
    </message>
    <message>
      <source>Shows what will be installed, where and how much, and does it</source>
      <translation>Zeigt, was installiert wird, wohin und wie viel, und tut es</translation>
    </message>
    <message>
      <source>Maps are made by SureCover's engine, which is not set up yet.</source>
      <translation>Karten erstellt die Engine von SureCover, die noch nicht eingerichtet ist.</translation>
    </message>
    <message>
      <source>nothing to download, about {disk} on disk; {free} are free</source>
      <translation>nichts herunterzuladen, etwa {disk} auf dem Datenträger; {free} sind frei</translation>
    </message>
    <message>
      <source>about {download} to download, {disk} on disk; {free} are free</source>
      <translation>etwa {download} herunterzuladen, {disk} auf dem Datenträger; {free} sind frei</translation>
    </message>
    <message>
      <source>On Linux the usual packages are those for graphics cards, which also compute on the processor; an extra index with builds for the processor saves most of it.</source>
      <translation>Unter Linux sind die üblichen Pakete die für Grafikkarten, die auch auf dem Prozessor rechnen; ein zusätzlicher Index mit Paketen für den Prozessor spart das meiste davon.</translation>
    </message>
    <message>
      <source>Where</source>
      <translation>Wohin</translation>
    </message>
    <message>
      <source>processor</source>
      <translation>Prozessor</translation>
    </message>
    <message>
      <source>NVIDIA graphics card (CUDA)</source>
      <translation>NVIDIA-Grafikkarte (CUDA)</translation>
    </message>
    <message>
      <source>Needs a card with its driver; whether it computes is tried in the end</source>
      <translation>Braucht eine Karte mit ihrem Treiber; ob sie rechnet, wird am Ende ausprobiert</translation>
    </message>
    <message>
      <source>Base Python</source>
      <translation>Basis-Python</translation>
    </message>
    <message>
      <source>The Python of which the engine's own one is made; it stays as it is</source>
      <translation>Das Python, aus dem das eigene der Engine entsteht; es bleibt, wie es ist</translation>
    </message>
    <message>
      <source>Choose another base Python</source>
      <translation>Ein anderes Basis-Python wählen</translation>
    </message>
    <message>
      <source>Wheel folder</source>
      <translation>Wheel-Ordner</translation>
    </message>
    <message>
      <source>none: packages are downloaded</source>
      <translation>keiner: Pakete werden heruntergeladen</translation>
    </message>
    <message>
      <source>Folder into which all packages were collected on another computer</source>
      <translation>Ordner, in den alle Pakete auf einem anderen Rechner gesammelt wurden</translation>
    </message>
    <message>
      <source>Proxy</source>
      <translation>Proxy</translation>
    </message>
    <message>
      <source>none, or that of the system</source>
      <translation>keiner, oder der des Systems</translation>
    </message>
    <message>
      <source>User and password are those of QGIS's options (Network), unless they stand in the address</source>
      <translation>Benutzer und Passwort sind die aus den Optionen von QGIS (Netzwerk), wenn sie nicht in der Adresse stehen</translation>
    </message>
    <message>
      <source>Extra index</source>
      <translation>Zusätzlicher Index</translation>
    </message>
    <message>
      <source>Address of a package index with builds of PyTorch for your card, or for the processor only</source>
      <translation>Adresse eines Paketindex mit PyTorch-Paketen für Ihre Karte oder nur für den Prozessor</translation>
    </message>
    <message>
      <source>What</source>
      <translation>Was</translation>
    </message>
    <message>
      <source>How much</source>
      <translation>Wie viel</translation>
    </message>
    <message>
      <source>Computes on</source>
      <translation>Rechnet auf</translation>
    </message>
    <message>
      <source>Without a network, behind a proxy, other builds</source>
      <translation>Ohne Netz, hinter einem Proxy, andere Pakete</translation>
    </message>
    <message>
      <source>{packages} and {number} more packages</source>
      <translation>{packages} und {number} weitere Pakete</translation>
    </message>
    <message>
      <source>The engine is not set up yet.</source>
      <translation>Die Engine ist noch nicht eingerichtet.</translation>
    </message>
    <message>
      <source>Choose a file</source>
      <translation>Datei wählen</translation>
    </message>
    <message>
      <source>(a layer that is no longer there)</source>
      <translation>(ein Layer, der nicht mehr da ist)</translation>
    </message>
    <message>
      <source>… about {number:.1f} h left</source>
      <translation>… noch etwa {number:.1f} h</translation>
    </message>
    <message>
      <source>… about {number:.0f} s left</source>
      <translation>… noch etwa {number:.0f} s</translation>
    </message>
    <message>
      <source>… about {number:.0f} min left</source>
      <translation>… noch etwa {number:.0f} min</translation>
    </message>
    <message>
      <source>{kind} files (*{ending})</source>
      <translation>{kind}-Dateien (*{ending})</translation>
    </message>
    <message>
      <source>Apply a review</source>
      <translation>Prüfung übernehmen</translation>
    </message>
    <message>
      <source>Trust</source>
      <translation>Vertrauen</translation>
    </message>
    <message>
      <source>Assessment of accuracy</source>
      <translation>Genauigkeit bewerten</translation>
    </message>
    <message>
      <source>Calibrate a model</source>
      <translation>Modell kalibrieren</translation>
    </message>
    <message>
      <source>Change between two maps</source>
      <translation>Änderung zwischen zwei Karten</translation>
    </message>
    <message>
      <source>Check images</source>
      <translation>Bilder prüfen</translation>
    </message>
    <message>
      <source>Check labels</source>
      <translation>Labels prüfen</translation>
    </message>
    <message>
      <source>Learn</source>
      <translation>Lernen</translation>
    </message>
    <message>
      <source>Check a model</source>
      <translation>Modell prüfen</translation>
    </message>
    <message>
      <source>Classify one date</source>
      <translation>Einen Termin klassifizieren</translation>
    </message>
    <message>
      <source>Spectral clusters</source>
      <translation>Spektrale Cluster</translation>
    </message>
    <message>
      <source>Compare areas: where may a model be used?</source>
      <translation>Gebiete vergleichen: Wo ist ein Modell einsetzbar?</translation>
    </message>
    <message>
      <source>Confidence from all evidence</source>
      <translation>Konfidenz aus allen Belegen</translation>
    </message>
    <message>
      <source>Correct with an external map</source>
      <translation>Mit externer Karte korrigieren</translation>
    </message>
    <message>
      <source>Learn from an old map</source>
      <translation>Aus einer alten Karte lernen</translation>
    </message>
    <message>
      <source>Cross-validate</source>
      <translation>Kreuzvalidieren</translation>
    </message>
    <message>
      <source>Demonstration data</source>
      <translation>Demonstrationsdaten</translation>
    </message>
    <message>
      <source>Fuse dates</source>
      <translation>Termine fusionieren</translation>
    </message>
    <message>
      <source>Harmonise an external map</source>
      <translation>Externe Karte harmonisieren</translation>
    </message>
    <message>
      <source>Prepare</source>
      <translation>Vorbereiten</translation>
    </message>
    <message>
      <source>Cloud-free mosaic</source>
      <translation>Wolkenfreies Mosaik</translation>
    </message>
    <message>
      <source>Predict sets of classes</source>
      <translation>Klassenmengen vorhersagen</translation>
    </message>
    <message>
      <source>Produce a land-cover map</source>
      <translation>Landbedeckungskarte erstellen</translation>
    </message>
    <message>
      <source>Radar without speckle</source>
      <translation>Radar ohne Speckle</translation>
    </message>
    <message>
      <source>Report of reliability</source>
      <translation>Bericht zur Zuverlässigkeit</translation>
    </message>
    <message>
      <source>Regions to review</source>
      <translation>Zu prüfende Stellen</translation>
    </message>
    <message>
      <source>Reference points to label</source>
      <translation>Referenzpunkte zum Labeln</translation>
    </message>
    <message>
      <source>Self test of the engine</source>
      <translation>Selbsttest der Engine</translation>
    </message>
    <message>
      <source>Train a model</source>
      <translation>Modell trainieren</translation>
    </message>
    <message>
      <source>Class map to polygons</source>
      <translation>Klassenkarte in Polygone</translation>
    </message>
    <message>
      <source>Images, one per date</source>
      <translation>Bilder, eines je Termin</translation>
    </message>
    <message>
      <source>Cloud masks, in the order of the images</source>
      <translation>Wolkenmasken in der Reihenfolge der Bilder</translation>
    </message>
    <message>
      <source>Acquisition dates, in the order of the images</source>
      <translation>Aufnahmedaten in der Reihenfolge der Bilder</translation>
    </message>
    <message>
      <source>Extent</source>
      <translation>Ausdehnung</translation>
    </message>
    <message>
      <source>Choice per pixel</source>
      <translation>Auswahl je Pixel</translation>
    </message>
    <message>
      <source>Growth of the masks, pixels</source>
      <translation>Vergrößerung der Masken, Pixel</translation>
    </message>
    <message>
      <source>Scale</source>
      <translation>Skalierung der Werte</translation>
    </message>
    <message>
      <source>Offset</source>
      <translation>Versatz</translation>
    </message>
    <message>
      <source>Climate zone</source>
      <translation>Klimazone</translation>
    </message>
    <message>
      <source>Normalise the scenes to the least cloudy one</source>
      <translation>Szenen an die wolkenärmste angleichen</translation>
    </message>
    <message>
      <source>Fill pixels that are clear on no date from the least cloudy one</source>
      <translation>Pixel ohne wolkenfreien Termin aus der wolkenärmsten Szene füllen</translation>
    </message>
    <message>
      <source>Mosaic</source>
      <translation>Mosaik</translation>
    </message>
    <message>
      <source>Chosen date</source>
      <translation>Gewählter Termin</translation>
    </message>
    <message>
      <source>Number of clear observations</source>
      <translation>Anzahl wolkenfreier Beobachtungen</translation>
    </message>
    <message>
      <source>Picture</source>
      <translation>Ansichtsbild</translation>
    </message>
    <message>
      <source>Radar image</source>
      <translation>Radarbild</translation>
    </message>
    <message>
      <source>Raster to put the bands after</source>
      <translation>Raster, hinter das die Kanäle gesetzt werden</translation>
    </message>
    <message>
      <source>Units of the radar image</source>
      <translation>Einheit des Radarbildes</translation>
    </message>
    <message>
      <source>Speckle filter</source>
      <translation>Speckle-Filter</translation>
    </message>
    <message>
      <source>Number of looks</source>
      <translation>Anzahl der Looks</translation>
    </message>
    <message>
      <source>Window of enhanced_lee, pixels</source>
      <translation>Fenster von enhanced_lee, Pixel</translation>
    </message>
    <message>
      <source>Damping of enhanced_lee</source>
      <translation>Dämpfung von enhanced_lee</translation>
    </message>
    <message>
      <source>Filtered radar image</source>
      <translation>Gefiltertes Radarbild</translation>
    </message>
    <message>
      <source>External map</source>
      <translation>Externe Karte</translation>
    </message>
    <message>
      <source>Class field</source>
      <translation>Klassenfeld</translation>
    </message>
    <message>
      <source>Class scheme</source>
      <translation>Klassenschema</translation>
    </message>
    <message>
      <source>Reference grid</source>
      <translation>Referenzgitter</translation>
    </message>
    <message>
      <source>Codes of the external map</source>
      <translation>Codes der externen Karte</translation>
    </message>
    <message>
      <source>Unknown codes</source>
      <translation>Unbekannte Codes</translation>
    </message>
    <message>
      <source>Features that lie on top</source>
      <translation>Objekte, die oben liegen</translation>
    </message>
    <message>
      <source>Polygons fill every pixel they touch</source>
      <translation>Polygone füllen jedes berührte Pixel</translation>
    </message>
    <message>
      <source>Buffer of lines and points [m]</source>
      <translation>Puffer um Linien und Punkte [m]</translation>
    </message>
    <message>
      <source>A map that nothing explains keeps its own classes</source>
      <translation>Eine Karte, die nichts erklärt, behält ihre eigenen Klassen</translation>
    </message>
    <message>
      <source>Class map</source>
      <translation>Klassenkarte</translation>
    </message>
    <message>
      <source>What became what</source>
      <translation>Was wozu wurde</translation>
    </message>
    <message>
      <source>Share of the grid that became a class</source>
      <translation>Anteil des Gitters mit zugeordneter Klasse</translation>
    </message>
    <message>
      <source>Image</source>
      <translation>Bild</translation>
    </message>
    <message>
      <source>Mask</source>
      <translation>Maske</translation>
    </message>
    <message>
      <source>Area, polygons</source>
      <translation>Gebiet, Polygone</translation>
    </message>
    <message>
      <source>Acquisition date</source>
      <translation>Aufnahmedatum</translation>
    </message>
    <message>
      <source>Bands of the image in order, separated by commas</source>
      <translation>Kanäle des Bildes der Reihe nach, durch Kommas getrennt</translation>
    </message>
    <message>
      <source>Radius by which masks grow, px</source>
      <translation>Radius, um den Masken wachsen, px</translation>
    </message>
    <message>
      <source>Snow is clear (glacial zone)</source>
      <translation>Schnee gilt als wolkenfrei (Gletscherzone)</translation>
    </message>
    <message>
      <source>Class of the rest</source>
      <translation>Klasse des Restes</translation>
    </message>
    <message>
      <source>Runtime</source>
      <translation>Laufzeitumgebung</translation>
    </message>
    <message>
      <source>Tiles at once (0 = automatic)</source>
      <translation>Kacheln auf einmal (0 = automatisch)</translation>
    </message>
    <message>
      <source>Test-time augmentation</source>
      <translation>Augmentierung beim Vorhersagen</translation>
    </message>
    <message>
      <source>Ensemble of models of the same classes</source>
      <translation>Ensemble aus Modellen derselben Klassen</translation>
    </message>
    <message>
      <source>Dask scheduler address</source>
      <translation>Adresse des Dask-Schedulers</translation>
    </message>
    <message>
      <source>Probabilities</source>
      <translation>Wahrscheinlichkeiten</translation>
    </message>
    <message>
      <source>Unlike training</source>
      <translation>Anders als die Lerndaten</translation>
    </message>
    <message>
      <source>Probabilities, one raster per date</source>
      <translation>Wahrscheinlichkeiten, ein Raster je Termin</translation>
    </message>
    <message>
      <source>How dates combine</source>
      <translation>Wie die Termine zusammengeführt werden</translation>
    </message>
    <message>
      <source>Weights of the dates, separated by commas</source>
      <translation>Gewichte der Termine, durch Kommas getrennt</translation>
    </message>
    <message>
      <source>Class bias: completeness, name=number, or a list of numbers</source>
      <translation>Bevorzugung von Klassen: completeness, Name=Zahl oder eine Zahlenliste</translation>
    </message>
    <message>
      <source>Fused probabilities</source>
      <translation>Fusionierte Wahrscheinlichkeiten</translation>
    </message>
    <message>
      <source>Agreement of the dates</source>
      <translation>Übereinstimmung der Termine</translation>
    </message>
    <message>
      <source>Entropy of the fused probabilities</source>
      <translation>Entropie der fusionierten Wahrscheinlichkeiten</translation>
    </message>
    <message>
      <source>Number of clusters</source>
      <translation>Anzahl der Cluster</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>Startwert</translation>
    </message>
    <message>
      <source>Cluster map</source>
      <translation>Clusterkarte</translation>
    </message>
    <message>
      <source>Number of clusters found</source>
      <translation>Anzahl gefundener Cluster</translation>
    </message>
    <message>
      <source>Classes to check</source>
      <translation>Zu prüfende Klassen</translation>
    </message>
    <message>
      <source>Neighbours of a pixel (8 or 4)</source>
      <translation>Nachbarn eines Pixels (8 oder 4)</translation>
    </message>
    <message>
      <source>Least pixels of a polygon</source>
      <translation>Mindestzahl der Pixel eines Polygons</translation>
    </message>
    <message>
      <source>Least share of a cluster in a polygon, %</source>
      <translation>Mindestanteil eines Clusters an einem Polygon, %</translation>
    </message>
    <message>
      <source>Radius, pixels</source>
      <translation>Radius, Pixel</translation>
    </message>
    <message>
      <source>Local radius, pixels (0 = off)</source>
      <translation>Lokaler Radius, Pixel (0 = aus)</translation>
    </message>
    <message>
      <source>Rejection factor</source>
      <translation>Verwerfungsfaktor</translation>
    </message>
    <message>
      <source>Classes to keep connected</source>
      <translation>Zusammenhängend zu haltende Klassen</translation>
    </message>
    <message>
      <source>Longest gap to bridge, pixels</source>
      <translation>Längste zu überbrückende Lücke, Pixel</translation>
    </message>
    <message>
      <source>Let the clusters decide with the probabilities</source>
      <translation>Die Cluster mit den Wahrscheinlichkeiten mitentscheiden lassen</translation>
    </message>
    <message>
      <source>How the confidence is estimated</source>
      <translation>Wie die Konfidenz geschätzt wird</translation>
    </message>
    <message>
      <source>Memory, GiB</source>
      <translation>Arbeitsspeicher, GiB</translation>
    </message>
    <message>
      <source>Corrected map</source>
      <translation>Korrigierte Karte</translation>
    </message>
    <message>
      <source>Probabilities as they were used</source>
      <translation>Wahrscheinlichkeiten, wie sie verwendet wurden</translation>
    </message>
    <message>
      <source>Confidence score</source>
      <translation>Konfidenzwert</translation>
    </message>
    <message>
      <source>Pixels of high reliability</source>
      <translation>Pixel mit hoher Zuverlässigkeit</translation>
    </message>
    <message>
      <source>Pixels of medium reliability</source>
      <translation>Pixel mit mittlerer Zuverlässigkeit</translation>
    </message>
    <message>
      <source>Pixels of low reliability</source>
      <translation>Pixel mit niedriger Zuverlässigkeit</translation>
    </message>
    <message>
      <source>Models (none = learn here from the external map)</source>
      <translation>Modelle (keines = hier aus der externen Karte lernen)</translation>
    </message>
    <message>
      <source>Class attribute of the external map</source>
      <translation>Klassenattribut der externen Karte</translation>
    </message>
    <message>
      <source>Crosswalk of the external map</source>
      <translation>Zuordnung der externen Karte</translation>
    </message>
    <message>
      <source>Class scheme, without models</source>
      <translation>Klassenschema, ohne Modelle</translation>
    </message>
    <message>
      <source>Zones of the report</source>
      <translation>Zonen des Berichts</translation>
    </message>
    <message>
      <source>Attribute that names the zones</source>
      <translation>Attribut mit den Namen der Zonen</translation>
    </message>
    <message>
      <source>Period mosaics to classify (0 = every date)</source>
      <translation>Zu klassifizierende Zeitraum-Mosaike (0 = jeder Termin)</translation>
    </message>
    <message>
      <source>Mosaic: choice per pixel</source>
      <translation>Mosaik: Auswahl je Pixel</translation>
    </message>
    <message>
      <source>Seed of the clusters and the learning</source>
      <translation>Startwert der Cluster und des Lernens</translation>
    </message>
    <message>
      <source>Rejection factor (empty = automatic)</source>
      <translation>Verwerfungsfaktor (leer = automatisch)</translation>
    </message>
    <message>
      <source>Fitted confidence to carry over</source>
      <translation>Zu übertragende angepasste Konfidenz</translation>
    </message>
    <message>
      <source>Memory of the correction, GiB</source>
      <translation>Arbeitsspeicher der Korrektur, GiB</translation>
    </message>
    <message>
      <source>Network to learn with</source>
      <translation>Netz, mit dem gelernt wird</translation>
    </message>
    <message>
      <source>Folds of the learning</source>
      <translation>Teile des Lernens (Folds)</translation>
    </message>
    <message>
      <source>Classes not to learn</source>
      <translation>Nicht zu lernende Klassen</translation>
    </message>
    <message>
      <source>Land-cover map</source>
      <translation>Landbedeckungskarte</translation>
    </message>
    <message>
      <source>Least area of a polygon, hectares</source>
      <translation>Mindestfläche eines Polygons, Hektar</translation>
    </message>
    <message>
      <source>Tolerance of simplification, units of the map (0 = pixel edges)</source>
      <translation>Toleranz der Vereinfachung, Einheiten der Karte (0 = Pixelkanten)</translation>
    </message>
    <message>
      <source>Separate polygons by reliability</source>
      <translation>Polygone nach Zuverlässigkeit trennen</translation>
    </message>
    <message>
      <source>Neighbours of a pixel (4 or 8)</source>
      <translation>Nachbarn eines Pixels (4 oder 8)</translation>
    </message>
    <message>
      <source>Patches of the map before small ones were merged</source>
      <translation>Flächen der Karte, bevor kleine verschmolzen wurden</translation>
    </message>
    <message>
      <source>Side of square zones in pixels (0 = none)</source>
      <translation>Seitenlänge quadratischer Zonen in Pixeln (0 = keine)</translation>
    </message>
    <message>
      <source>Title of the report</source>
      <translation>Titel des Berichts</translation>
    </message>
    <message>
      <source>Assessment of accuracy (JSON)</source>
      <translation>Bewertung der Genauigkeit (JSON)</translation>
    </message>
    <message>
      <source>Check of the old map (JSON)</source>
      <translation>Prüfung der alten Karte (JSON)</translation>
    </message>
    <message>
      <source>Labels that look wrong</source>
      <translation>Labels, die falsch aussehen</translation>
    </message>
    <message>
      <source>Report as a page</source>
      <translation>Bericht als Seite</translation>
    </message>
    <message>
      <source>Report as JSON</source>
      <translation>Bericht als JSON</translation>
    </message>
    <message>
      <source>Report as a table</source>
      <translation>Bericht als Tabelle</translation>
    </message>
    <message>
      <source>Areas by class, reliability and zone</source>
      <translation>Flächen nach Klasse, Zuverlässigkeit und Zone</translation>
    </message>
    <message>
      <source>Folder of pictures</source>
      <translation>Bilderordner</translation>
    </message>
    <message>
      <source>Confidence score of the map</source>
      <translation>Konfidenzwert der Karte</translation>
    </message>
    <message>
      <source>Pixels of checked classes with high reliability</source>
      <translation>Pixel geprüfter Klassen mit hoher Zuverlässigkeit</translation>
    </message>
    <message>
      <source>Pixels of checked classes with medium reliability</source>
      <translation>Pixel geprüfter Klassen mit mittlerer Zuverlässigkeit</translation>
    </message>
    <message>
      <source>Pixels of checked classes with low reliability</source>
      <translation>Pixel geprüfter Klassen mit niedriger Zuverlässigkeit</translation>
    </message>
    <message>
      <source>Share of the pixels that were not assessed</source>
      <translation>Anteil der nicht bewerteten Pixel</translation>
    </message>
    <message>
      <source>Number of points</source>
      <translation>Anzahl der Punkte</translation>
    </message>
    <message>
      <source>Standard error of overall accuracy to reach (0 = take the number)</source>
      <translation>Zu erreichender Standardfehler der Gesamtgenauigkeit (0 = Anzahl nehmen)</translation>
    </message>
    <message>
      <source>Standard error of every class's user's accuracy to reach (0 = none)</source>
      <translation>Zu erreichender Standardfehler der Nutzergenauigkeit jeder Klasse (0 = keiner)</translation>
    </message>
    <message>
      <source>Allocation</source>
      <translation>Aufteilung</translation>
    </message>
    <message>
      <source>Least number of points in a stratum</source>
      <translation>Mindestzahl der Punkte in einem Stratum</translation>
    </message>
    <message>
      <source>Accuracy to expect of reliability 0, 1, 2, 3</source>
      <translation>Zu erwartende Genauigkeit bei Zuverlässigkeit 0, 1, 2, 3</translation>
    </message>
    <message>
      <source>Hide what the map says from the form</source>
      <translation>Im Formular verbergen, was die Karte sagt</translation>
    </message>
    <message>
      <source>Points to label</source>
      <translation>Zu labelnde Punkte</translation>
    </message>
    <message>
      <source>Standard error of overall accuracy to expect</source>
      <translation>Zu erwartender Standardfehler der Gesamtgenauigkeit</translation>
    </message>
    <message>
      <source>Reference</source>
      <translation>Referenz</translation>
    </message>
    <message>
      <source>Attribute that holds the reference class</source>
      <translation>Attribut mit der Referenzklasse</translation>
    </message>
    <message>
      <source>Strata that points or polygons were drawn from</source>
      <translation>Strata, aus denen Punkte oder Polygone gezogen wurden</translation>
    </message>
    <message>
      <source>Maps to set beside it</source>
      <translation>Karten zum Vergleich daneben</translation>
    </message>
    <message>
      <source>Overall accuracy</source>
      <translation>Gesamtgenauigkeit</translation>
    </message>
    <message>
      <source>Lower limit of its 95 % interval</source>
      <translation>Untere Grenze ihres 95-%-Intervalls</translation>
    </message>
    <message>
      <source>Upper limit of its 95 % interval</source>
      <translation>Obere Grenze ihres 95-%-Intervalls</translation>
    </message>
    <message>
      <source>Mean IoU</source>
      <translation>Mittlere IoU</translation>
    </message>
    <message>
      <source>Pixels or points compared</source>
      <translation>Verglichene Pixel oder Punkte</translation>
    </message>
    <message>
      <source>Area under the ROC curve of the confidence for finding errors</source>
      <translation>Fläche unter der ROC-Kurve der Konfidenz beim Finden von Fehlern</translation>
    </message>
    <message>
      <source>Labels that the model has not learned from</source>
      <translation>Labels, aus denen das Modell nicht gelernt hat</translation>
    </message>
    <message>
      <source>Class attribute of the labels</source>
      <translation>Klassenattribut der Labels</translation>
    </message>
    <message>
      <source>Crosswalk of the labels</source>
      <translation>Zuordnung der Labels</translation>
    </message>
    <message>
      <source>Coverage of the sets</source>
      <translation>Abdeckung der Mengen</translation>
    </message>
    <message>
      <source>Parts that are judged in turn</source>
      <translation>Teile, die reihum beurteilt werden</translation>
    </message>
    <message>
      <source>Gap around judged parts, px (-1 = automatic)</source>
      <translation>Abstand um beurteilte Teile, px (-1 = automatisch)</translation>
    </message>
    <message>
      <source>Codes of the labels</source>
      <translation>Codes der Labels</translation>
    </message>
    <message>
      <source>Calibrated model</source>
      <translation>Kalibriertes Modell</translation>
    </message>
    <message>
      <source>Calibration as JSON</source>
      <translation>Kalibrierung als JSON</translation>
    </message>
    <message>
      <source>Calibration as a page</source>
      <translation>Kalibrierung als Seite</translation>
    </message>
    <message>
      <source>Temperature of the calibrated model</source>
      <translation>Temperatur des kalibrierten Modells</translation>
    </message>
    <message>
      <source>Calibration error of the model as it came</source>
      <translation>Kalibrierungsfehler des ursprünglichen Modells</translation>
    </message>
    <message>
      <source>Calibration error of the calibrated model</source>
      <translation>Kalibrierungsfehler des kalibrierten Modells</translation>
    </message>
    <message>
      <source>Share of the sets that hold the right class (LAC)</source>
      <translation>Anteil der Mengen mit der richtigen Klasse (LAC)</translation>
    </message>
    <message>
      <source>Mean number of classes in a set (LAC)</source>
      <translation>Mittlere Zahl der Klassen einer Menge (LAC)</translation>
    </message>
    <message>
      <source>Method</source>
      <translation>Verfahren</translation>
    </message>
    <message>
      <source>Set size</source>
      <translation>Größe der Menge</translation>
    </message>
    <message>
      <source>Mean number of classes in a set</source>
      <translation>Mittlere Zahl der Klassen einer Menge</translation>
    </message>
    <message>
      <source>Share of pixels with one class</source>
      <translation>Anteil der Pixel mit einer einzigen Klasse</translation>
    </message>
    <message>
      <source>Reference to fit to</source>
      <translation>Referenz, an die angepasst wird</translation>
    </message>
    <message>
      <source>How it is estimated without a reference</source>
      <translation>Wie ohne Referenz geschätzt wird</translation>
    </message>
    <message>
      <source>Seed of the choice of pixels</source>
      <translation>Startwert der Pixelauswahl</translation>
    </message>
    <message>
      <source>Fitted confidence</source>
      <translation>Angepasste Konfidenz</translation>
    </message>
    <message>
      <source>Area under the error-detection ROC curve, held out</source>
      <translation>Fläche unter der ROC-Kurve der Fehlererkennung, zurückgehalten</translation>
    </message>
    <message>
      <source>Area of the largest probability</source>
      <translation>Fläche der größten Wahrscheinlichkeit</translation>
    </message>
    <message>
      <source>Expected calibration error, held out</source>
      <translation>Erwarteter Kalibrierungsfehler, zurückgehalten</translation>
    </message>
    <message>
      <source>Class map before the correction</source>
      <translation>Klassenkarte vor der Korrektur</translation>
    </message>
    <message>
      <source>Least pixels of a region</source>
      <translation>Mindestzahl der Pixel einer Stelle</translation>
    </message>
    <message>
      <source>Most regions in the list</source>
      <translation>Höchstzahl der Stellen in der Liste</translation>
    </message>
    <message>
      <source>Longest side of a region in pixels</source>
      <translation>Größte Seitenlänge einer Stelle in Pixeln</translation>
    </message>
    <message>
      <source>Regions in the list</source>
      <translation>Stellen in der Liste</translation>
    </message>
    <message>
      <source>Regions that the limit left out</source>
      <translation>Stellen, die die Grenze ausschloss</translation>
    </message>
    <message>
      <source>Pixels of the regions in the list</source>
      <translation>Pixel der Stellen in der Liste</translation>
    </message>
    <message>
      <source>Doubtful pixels of the map</source>
      <translation>Zweifelhafte Pixel der Karte</translation>
    </message>
    <message>
      <source>Reviewed class map</source>
      <translation>Geprüfte Klassenkarte</translation>
    </message>
    <message>
      <source>Reviewed reliability</source>
      <translation>Geprüfte Zuverlässigkeit</translation>
    </message>
    <message>
      <source>Reviewed evidence</source>
      <translation>Geprüfter Beleg</translation>
    </message>
    <message>
      <source>Edits that touch a pixel of the map</source>
      <translation>Entscheidungen, die ein Pixel der Karte berühren</translation>
    </message>
    <message>
      <source>Reviewed pixels</source>
      <translation>Geprüfte Pixel</translation>
    </message>
    <message>
      <source>Pixels whose class was changed</source>
      <translation>Pixel mit geänderter Klasse</translation>
    </message>
    <message>
      <source>Class map before</source>
      <translation>Klassenkarte vorher</translation>
    </message>
    <message>
      <source>Class map after</source>
      <translation>Klassenkarte nachher</translation>
    </message>
    <message>
      <source>Reliability before</source>
      <translation>Zuverlässigkeit vorher</translation>
    </message>
    <message>
      <source>Reliability after</source>
      <translation>Zuverlässigkeit nachher</translation>
    </message>
    <message>
      <source>Confidence before</source>
      <translation>Konfidenz vorher</translation>
    </message>
    <message>
      <source>Confidence after</source>
      <translation>Konfidenz nachher</translation>
    </message>
    <message>
      <source>Least confidence that is sure</source>
      <translation>Mindestkonfidenz, die als sicher gilt</translation>
    </message>
    <message>
      <source>Worst reliability that is sure (1 high, 2 medium, 3 low)</source>
      <translation>Schlechteste Zuverlässigkeit, die als sicher gilt (1 hoch, 2 mittel, 3 niedrig)</translation>
    </message>
    <message>
      <source>Least pixels of a patch of change</source>
      <translation>Mindestzahl der Pixel einer Änderungsfläche</translation>
    </message>
    <message>
      <source>Change map</source>
      <translation>Änderungskarte</translation>
    </message>
    <message>
      <source>Change as a page</source>
      <translation>Änderung als Seite</translation>
    </message>
    <message>
      <source>Change as JSON</source>
      <translation>Änderung als JSON</translation>
    </message>
    <message>
      <source>Change as a table</source>
      <translation>Änderung als Tabelle</translation>
    </message>
    <message>
      <source>Hectares that changed, where both maps are sure</source>
      <translation>Geänderte Hektar, wo beide Karten sicher sind</translation>
    </message>
    <message>
      <source>Share of the sure land that changed</source>
      <translation>Geänderter Anteil des sicheren Landes</translation>
    </message>
    <message>
      <source>Share of the land that is not sure</source>
      <translation>Anteil des nicht sicheren Landes</translation>
    </message>
    <message>
      <source>Share of the land that would be changed if nothing were masked</source>
      <translation>Anteil des Landes, der ohne Maskierung als geändert gälte</translation>
    </message>
    <message>
      <source>Labels</source>
      <translation>Labels</translation>
    </message>
    <message>
      <source>Network</source>
      <translation>Netz</translation>
    </message>
    <message>
      <source>Encoder</source>
      <translation>Encoder</translation>
    </message>
    <message>
      <source>Loss</source>
      <translation>Verlustfunktion</translation>
    </message>
    <message>
      <source>Most epochs</source>
      <translation>Höchstzahl der Epochen</translation>
    </message>
    <message>
      <source>Refine labels every so many epochs (0 = never)</source>
      <translation>Labels alle so viele Epochen verfeinern (0 = nie)</translation>
    </message>
    <message>
      <source>Classes to ignore</source>
      <translation>Zu ignorierende Klassen</translation>
    </message>
    <message>
      <source>Weights of the encoder</source>
      <translation>Gewichte des Encoders</translation>
    </message>
    <message>
      <source>First epochs with the encoder frozen</source>
      <translation>Erste Epochen mit eingefrorenem Encoder</translation>
    </message>
    <message>
      <source>Normalisation</source>
      <translation>Normalisierung</translation>
    </message>
    <message>
      <source>Bands to learn from, separated by commas</source>
      <translation>Kanäle, aus denen gelernt wird, durch Kommas getrennt</translation>
    </message>
    <message>
      <source>Theme</source>
      <translation>Thema</translation>
    </message>
    <message>
      <source>Classes to learn</source>
      <translation>Zu lernende Klassen</translation>
    </message>
    <message>
      <source>Side of a patch, px (0 = automatic)</source>
      <translation>Seitenlänge eines Ausschnitts, px (0 = automatisch)</translation>
    </message>
    <message>
      <source>Patches a step</source>
      <translation>Ausschnitte je Schritt</translation>
    </message>
    <message>
      <source>Patches an epoch (0 = each once)</source>
      <translation>Ausschnitte je Epoche (0 = jeder einmal)</translation>
    </message>
    <message>
      <source>Show rare classes as often as others</source>
      <translation>Seltene Klassen so oft zeigen wie andere</translation>
    </message>
    <message>
      <source>Skip patches of which one class fills more than, %</source>
      <translation>Ausschnitte auslassen, die eine Klasse zu mehr füllt als, %</translation>
    </message>
    <message>
      <source>Augmentation</source>
      <translation>Augmentierung</translation>
    </message>
    <message>
      <source>Dropout</source>
      <translation>Dropout</translation>
    </message>
    <message>
      <source>Optimiser</source>
      <translation>Optimierer</translation>
    </message>
    <message>
      <source>Learning rate (0 = the optimiser's)</source>
      <translation>Lernrate (0 = die des Optimierers)</translation>
    </message>
    <message>
      <source>Schedule</source>
      <translation>Verlauf der Lernrate</translation>
    </message>
    <message>
      <source>Least share of each class that refinement keeps, %</source>
      <translation>Mindestanteil jeder Klasse, den das Verfeinern behält, %</translation>
    </message>
    <message>
      <source>Gap around held-out areas, px (-1 = automatic)</source>
      <translation>Abstand um zurückgehaltene Gebiete, px (-1 = automatisch)</translation>
    </message>
    <message>
      <source>Zones to hold out</source>
      <translation>Zurückzuhaltende Zonen</translation>
    </message>
    <message>
      <source>Images without labels</source>
      <translation>Bilder ohne Labels</translation>
    </message>
    <message>
      <source>Cloud masks of the images without labels, in their order</source>
      <translation>Wolkenmasken der Bilder ohne Labels, in deren Reihenfolge</translation>
    </message>
    <message>
      <source>Where the second task branches off</source>
      <translation>Wo die zweite Aufgabe abzweigt</translation>
    </message>
    <message>
      <source>Loss of the second task</source>
      <translation>Verlustfunktion der zweiten Aufgabe</translation>
    </message>
    <message>
      <source>Weight of the second task (0 = the paper's)</source>
      <translation>Gewicht der zweiten Aufgabe (0 = das der Veröffentlichung)</translation>
    </message>
    <message>
      <source>Weight of its regulariser</source>
      <translation>Gewicht ihres Regularisierers</translation>
    </message>
    <message>
      <source>Segments of an unsupervised segmentation (0 = as many as classes)</source>
      <translation>Segmente einer unüberwachten Segmentierung (0 = so viele wie Klassen)</translation>
    </message>
    <message>
      <source>Title of the model</source>
      <translation>Titel des Modells</translation>
    </message>
    <message>
      <source>Stop after so many epochs without progress (0 = never)</source>
      <translation>Nach so vielen Epochen ohne Fortschritt aufhören (0 = nie)</translation>
    </message>
    <message>
      <source>Licence of the model and the labels</source>
      <translation>Lizenz des Modells und der Labels</translation>
    </message>
    <message>
      <source>Page of the training</source>
      <translation>Seite zum Training</translation>
    </message>
    <message>
      <source>Overall accuracy on the held-out area</source>
      <translation>Gesamtgenauigkeit im zurückgehaltenen Gebiet</translation>
    </message>
    <message>
      <source>Mean IoU on the held-out area</source>
      <translation>Mittlere IoU im zurückgehaltenen Gebiet</translation>
    </message>
    <message>
      <source>Folds</source>
      <translation>Teile (Folds)</translation>
    </message>
    <message>
      <source>Random patches as the contrast</source>
      <translation>Zufällige Ausschnitte als Gegenstück</translation>
    </message>
    <message>
      <source>Page of the cross-validation</source>
      <translation>Seite zur Kreuzvalidierung</translation>
    </message>
    <message>
      <source>Cross-validation as JSON</source>
      <translation>Kreuzvalidierung als JSON</translation>
    </message>
    <message>
      <source>Overall accuracy, mean of the folds</source>
      <translation>Gesamtgenauigkeit, Mittel der Teile</translation>
    </message>
    <message>
      <source>Mean IoU, mean of the folds</source>
      <translation>Mittlere IoU, Mittel der Teile</translation>
    </message>
    <message>
      <source>Standard deviation of the overall accuracy over the folds</source>
      <translation>Standardabweichung der Gesamtgenauigkeit über die Teile</translation>
    </message>
    <message>
      <source>Most epochs (0 = by the size of the area)</source>
      <translation>Höchstzahl der Epochen (0 = nach Größe des Gebiets)</translation>
    </message>
    <message>
      <source>Raster whose cells the blocks follow</source>
      <translation>Raster, dessen Zellen die Blöcke folgen</translation>
    </message>
    <message>
      <source>Names of the images in the results</source>
      <translation>Namen der Bilder in den Ergebnissen</translation>
    </message>
    <message>
      <source>Folder of probabilities and class maps per date</source>
      <translation>Ordner der Wahrscheinlichkeiten und Klassenkarten je Termin</translation>
    </message>
    <message>
      <source>Agreement with the old map</source>
      <translation>Übereinstimmung mit der alten Karte</translation>
    </message>
    <message>
      <source>Check as a page</source>
      <translation>Prüfung als Seite</translation>
    </message>
    <message>
      <source>Check as JSON</source>
      <translation>Prüfung als JSON</translation>
    </message>
    <message>
      <source>Check as a table</source>
      <translation>Prüfung als Tabelle</translation>
    </message>
    <message>
      <source>Estimated share of wrong labels</source>
      <translation>Geschätzter Anteil falscher Labels</translation>
    </message>
    <message>
      <source>Share of labels that are flagged</source>
      <translation>Anteil beanstandeter Labels</translation>
    </message>
    <message>
      <source>Labelled pixels compared</source>
      <translation>Verglichene gelabelte Pixel</translation>
    </message>
    <message>
      <source>Training areas</source>
      <translation>Trainingsgebiete</translation>
    </message>
    <message>
      <source>Target areas</source>
      <translation>Zielgebiete</translation>
    </message>
    <message>
      <source>Cloud masks, in the order of the training areas</source>
      <translation>Wolkenmasken in der Reihenfolge der Trainingsgebiete</translation>
    </message>
    <message>
      <source>Cloud masks, in the order of the target areas</source>
      <translation>Wolkenmasken in der Reihenfolge der Zielgebiete</translation>
    </message>
    <message>
      <source>Side of a patch, px</source>
      <translation>Seitenlänge eines Ausschnitts, px</translation>
    </message>
    <message>
      <source>Comparison as a page</source>
      <translation>Vergleich als Seite</translation>
    </message>
    <message>
      <source>Comparison as JSON</source>
      <translation>Vergleich als JSON</translation>
    </message>
    <message>
      <source>Unlike training, of the first target area</source>
      <translation>Anders als die Lerndaten, im ersten Zielgebiet</translation>
    </message>
    <message>
      <source>Largest share of a target that looks like nothing in training</source>
      <translation>Größter Anteil eines Ziels, der nichts im Training ähnelt</translation>
    </message>
    <message>
      <source>Smallest share of a target's region that training covers (IoT)</source>
      <translation>Kleinster vom Training abgedeckter Anteil des Bereichs eines Ziels (IoT)</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>Bericht</translation>
    </message>
    <message>
      <source>Number of bands the model wants</source>
      <translation>Anzahl der Kanäle, die das Modell verlangt</translation>
    </message>
    <message>
      <source>Number of classes it predicts, with the class 'other'</source>
      <translation>Anzahl der Klassen, die es vorhersagt, samt der Klasse „other“</translation>
    </message>
    <message>
      <source>Thousands of pixels per second inside the network</source>
      <translation>Tausend Pixel je Sekunde im Netz</translation>
    </message>
    <message>
      <source>Model to import</source>
      <translation>Zu importierendes Modell</translation>
    </message>
    <message>
      <source>Bands in the order of the network</source>
      <translation>Kanäle in der Reihenfolge des Netzes</translation>
    </message>
    <message>
      <source>Number that means reflectance 1</source>
      <translation>Zahl, die Reflexion 1 bedeutet</translation>
    </message>
    <message>
      <source>Classes in the order of the network</source>
      <translation>Klassen in der Reihenfolge des Netzes</translation>
    </message>
    <message>
      <source>Class of everything else</source>
      <translation>Klasse für alles andere</translation>
    </message>
    <message>
      <source>Results of the network</source>
      <translation>Ausgabe des Netzes</translation>
    </message>
    <message>
      <source>Pixel size of the training images, m</source>
      <translation>Pixelgröße der Trainingsbilder, m</translation>
    </message>
    <message>
      <source>Halo of a tile, px</source>
      <translation>Halo einer Kachel, px</translation>
    </message>
    <message>
      <source>Number of things that are still unknown; the model can be used when it is 0</source>
      <translation>Anzahl der noch unbekannten Angaben; bei 0 kann das Modell verwendet werden</translation>
    </message>
    <message>
      <source>Images that all models can use</source>
      <translation>Bilder, die alle Modelle verwenden können</translation>
    </message>
    <message>
      <source>Images with a known date</source>
      <translation>Bilder mit bekanntem Datum</translation>
    </message>
    <message>
      <source>Processor cores</source>
      <translation>Prozessorkerne</translation>
    </message>
    <message>
      <source>CUDA devices</source>
      <translation>CUDA-Geräte</translation>
    </message>
    <message>
      <source>Free disk space for temporary files, GiB</source>
      <translation>Freier Speicherplatz für temporäre Dateien, GiB</translation>
    </message>
    <message>
      <source>Size in pixels</source>
      <translation>Größe in Pixeln</translation>
    </message>
    <message>
      <source>Number of dates</source>
      <translation>Anzahl der Termine</translation>
    </message>
    <message>
      <source>Share of cloud</source>
      <translation>Anteil der Wolken</translation>
    </message>
    <message>
      <source>Cell of the external map in metres</source>
      <translation>Zelle der externen Karte in Metern</translation>
    </message>
    <message>
      <source>CRS of the external map</source>
      <translation>KBS der externen Karte</translation>
    </message>
    <message>
      <source>Classes of the external map</source>
      <translation>Klassen der externen Karte</translation>
    </message>
    <message>
      <source>Share of pixels whose class changed since the old map</source>
      <translation>Anteil der Pixel, deren Klasse sich seit der alten Karte geändert hat</translation>
    </message>
    <message>
      <source>Puts what a reviewer decided on a land-cover map: a new class map, reliability and evidence. The given maps stay as they are.</source>
      <translation>Überträgt die Entscheidungen einer Prüfung auf eine Landbedeckungskarte: Es entstehen eine neue Klassenkarte, Zuverlässigkeit und Belege. Die gegebenen Karten bleiben, wie sie sind.</translation>
    </message>
    <message>
      <source>Edits are the features of a GeoPackage's layer called edits (or of its only layer), in any CRS, with the fields from_class, to_class (class ids), reviewer, time and note (text). Geometries are polygons, or points for single pixels: an edit touches the pixels whose centre lies in it. Only the field to_class must be there.</source>
      <translation>Entscheidungen sind die Objekte des Layers edits eines GeoPackages (oder seines einzigen Layers), in beliebigem KBS, mit den Feldern from_class, to_class (Klassennummern), reviewer, time und note (Text). Die Geometrien sind Polygone, oder Punkte für einzelne Pixel: Eine Entscheidung berührt die Pixel, deren Mittelpunkt in ihr liegt. Nur das Feld to_class muss vorhanden sein.</translation>
    </message>
    <message>
      <source>to_class is the class that the pixels get. If it is null or equal to from_class, the place is accepted as it is: all its pixels keep their classes. from_class restricts an edit to the pixels that have this class in MAP; 0 stands for pixels without a class, null for all pixels. So an edit can also give a class to pixels that had none.</source>
      <translation>to_class ist die Klasse, die die Pixel erhalten. Ist das Feld leer (NULL) oder gleich from_class, wird die Stelle bestätigt, wie sie ist: Alle ihre Pixel behalten ihre Klassen. from_class beschränkt eine Entscheidung auf die Pixel, die in MAP diese Klasse haben; 0 steht für Pixel ohne Klasse, NULL für alle Pixel. So kann eine Entscheidung auch Pixeln eine Klasse geben, die keine hatten.</translation>
    </message>
    <message>
      <source>Edits of several sessions add up: where edits meet on a pixel the one with the latest time counts (ISO 8601, such as 2026-03-01T09:30:00Z; UTC if no zone is given), of equal times the later in the layer; edits without a time are the earliest.</source>
      <translation>Entscheidungen mehrerer Sitzungen addieren sich: Wo mehrere ein Pixel treffen, zählt die mit der spätesten Zeit (ISO 8601, etwa 2026-03-01T09:30:00Z; UTC, wenn keine Zeitzone angegeben ist), bei gleicher Zeit die im Layer spätere; Entscheidungen ohne Zeit gelten als die frühesten.</translation>
    </message>
    <message>
      <source>Reviewed pixels get reliability 1 and evidence 9, reviewed by a person, whether their class was changed or accepted. The maps tell in their metadata, under SURECOVER_REVIEWS, how many edits, reviewers and sessions (days on which someone reviewed) there were; earlier reviews of the map stay listed.</source>
      <translation>Geprüfte Pixel erhalten die Zuverlässigkeit 1 und den Beleg 9, von einer Person geprüft, gleich ob ihre Klasse geändert oder bestätigt wurde. Die Karten nennen in ihren Metadaten unter SURECOVER_REVIEWS, wie viele Entscheidungen, Prüfer und Sitzungen (Tage, an denen jemand geprüft hat) es gab; frühere Prüfungen der Karte bleiben aufgeführt.</translation>
    </message>
    <message>
      <source>The class map that was reviewed; 0 means no class.</source>
      <translation>Die geprüfte Klassenkarte; 0 bedeutet keine Klasse.</translation>
    </message>
    <message>
      <source>Its reliability map: 0 not assessed, 1 high, 2 medium, 3 low.</source>
      <translation>Ihre Zuverlässigkeitskarte: 0 nicht bewertet, 1 hoch, 2 mittel, 3 niedrig.</translation>
    </message>
    <message>
      <source>Its evidence map.</source>
      <translation>Ihre Belegkarte.</translation>
    </message>
    <message>
      <source>The edits. Those outside the map are left out with a warning; a class that the map's scheme does not have is refused.</source>
      <translation>Die Entscheidungen. Die außerhalb der Karte werden mit einer Warnung ausgelassen; eine Klasse, die das Schema der Karte nicht hat, wird abgelehnt.</translation>
    </message>
    <message>
      <source>Class scheme of the class map: a built-in name such as basic6, or a file. Only needed where the file does not tell it.</source>
      <translation>Klassenschema der Klassenkarte: ein eingebauter Name wie basic6 oder eine Datei. Nur nötig, wenn die Datei es nicht nennt.</translation>
    </message>
    <message>
      <source>The class map with the edits.</source>
      <translation>Die Klassenkarte mit den Entscheidungen.</translation>
    </message>
    <message>
      <source>The reliability map; 1 on reviewed pixels.</source>
      <translation>Die Zuverlässigkeitskarte; 1 auf geprüften Pixeln.</translation>
    </message>
    <message>
      <source>The evidence map; 9 on reviewed pixels.</source>
      <translation>Die Belegkarte; 9 auf geprüften Pixeln.</translation>
    </message>
    <message>
      <source>Edits that touch a pixel of the map.</source>
      <translation>Entscheidungen, die ein Pixel der Karte berühren.</translation>
    </message>
    <message>
      <source>Pixels that were changed or accepted.</source>
      <translation>Pixel, die geändert oder bestätigt wurden.</translation>
    </message>
    <message>
      <source>Pixels whose class is another one now.</source>
      <translation>Pixel, deren Klasse jetzt eine andere ist.</translation>
    </message>
    <message>
      <source>Tells how accurate a class map is by comparing it with a reference: another raster, polygons, or a sample of labelled points such as sample draws. Figures come for the whole map, every class, every level of a hierarchy of classes, every reliability code and every zone; other maps can be set beside it.</source>
      <translation>Gibt an, wie genau eine Klassenkarte ist, durch Vergleich mit einer Referenz: einem anderen Raster, Polygonen oder einer Stichprobe gelabelter Punkte, wie sie „Referenzpunkte zum Labeln“ zieht. Kennzahlen gibt es für die ganze Karte, jede Klasse, jede Ebene einer Klassenhierarchie, jeden Zuverlässigkeitscode und jede Zone; andere Karten lassen sich danebenstellen.</translation>
    </message>
    <message>
      <source>From a sample of points the figures are estimates for the whole map, with standard errors and intervals of 95 %, and the areas of the classes are estimated with them (Olofsson et al. 2014; Stehman 2014 where the strata are not the map's classes). From a raster every pixel is counted; the intervals then tell what to expect on other land of the same kind. From polygons every pixel in them is counted, too, but the polygons are what was observed: the pixels of one are alike, so the intervals come from the differences between polygons. With the strata they were drawn from, areas are estimated as well.</source>
      <translation>Aus einer Stichprobe von Punkten sind die Kennzahlen Schätzungen für die ganze Karte, mit Standardfehlern und 95-%-Intervallen, und die Flächen der Klassen werden mitgeschätzt (Olofsson et al. 2014; Stehman 2014, wenn die Strata nicht die Klassen der Karte sind). Aus einem Raster wird jedes Pixel gezählt; die Intervalle sagen dann, was auf anderem Land derselben Art zu erwarten ist. Aus Polygonen wird ebenfalls jedes Pixel darin gezählt, doch beobachtet wurden die Polygone: Die Pixel eines Polygons gleichen sich, darum ergeben sich die Intervalle aus den Unterschieden zwischen Polygonen. Mit den Strata, aus denen sie gezogen wurden, werden auch Flächen geschätzt.</translation>
    </message>
    <message>
      <source>With the evidence, the confidence, the probabilities or the agreement of the dates it tells what these are worth: how often each evidence is right, whether the confidence is true, and how well each score finds the errors (area under the ROC curve; errors found in the worst 5, 10 and 20 % of the land).</source>
      <translation>Mit den Belegen, der Konfidenz, den Wahrscheinlichkeiten oder der Übereinstimmung der Termine sagt es auch, was diese wert sind: wie oft jeder Beleg recht hat, ob die Konfidenz stimmt, und wie gut jedes Maß die Fehler findet (Fläche unter der ROC-Kurve; gefundene Fehler in den schlechtesten 5, 10 und 20 % des Landes).</translation>
    </message>
    <message>
      <source>Where the map has no class but the reference has one, the map is wrong. A reference of a coarser or finer class does not contradict the map.</source>
      <translation>Wo die Karte keine Klasse hat, die Referenz aber eine, ist die Karte falsch. Eine Referenz mit gröberer oder feinerer Klasse widerspricht der Karte nicht.</translation>
    </message>
    <message>
      <source>The class map. Its grid is the grid of all figures.</source>
      <translation>Die Klassenkarte. Ihr Gitter ist das Gitter aller Kennzahlen.</translation>
    </message>
    <message>
      <source>What is true: a class map, polygons, or points. Its classes must be those of the map, of a scheme from which a crosswalk is known, or of the same names; ids of another scheme are never taken for the map's. 0 and empty mean unknown.</source>
      <translation>Was wahr ist: eine Klassenkarte, Polygone oder Punkte. Ihre Klassen müssen die der Karte sein, oder die eines Schemas, aus dem eine Zuordnung bekannt ist, oder gleich heißen; Nummern eines anderen Schemas werden nie für die der Karte gehalten. 0 und leer bedeuten unbekannt.</translation>
    </message>
    <message>
      <source>For polygons and points: the attribute that holds the class, as name or id. If empty, points use the attribute reference.</source>
      <translation>Für Polygone und Punkte: das Attribut mit der Klasse, als Name oder Nummer. Ist es leer, wird bei Punkten das Attribut reference genommen.</translation>
    </message>
    <message>
      <source>For points or polygons that were drawn by strata other than those that sample writes into the layer: the raster of strata, whole numbers. Without it, the design that the layer tells is used; if it tells none, the points count as a simple random sample. Systematic samples count as that, too: their true errors are rather smaller. With the map itself as strata a simple random sample is post-stratified, which makes it surer. Polygons without it speak of their own land alone.</source>
      <translation>Für Punkte oder Polygone, die nach anderen Strata gezogen wurden als denen, die „Referenzpunkte zum Labeln“ in den Layer schreibt: das Raster der Strata, ganze Zahlen. Ohne dieses gilt der Stichprobenplan, den der Layer nennt; nennt er keinen, gelten die Punkte als einfache Zufallsstichprobe. Auch systematische Stichproben gelten als solche: Ihre wahren Fehler sind eher kleiner. Mit der Karte selbst als Strata wird eine einfache Zufallsstichprobe nachträglich geschichtet, was sie sicherer macht. Polygone ohne Strata sprechen nur für ihr eigenes Land.</translation>
    </message>
    <message>
      <source>The reliability map; tells how accurate each code is where the map has a class.</source>
      <translation>Die Zuverlässigkeitskarte; damit zeigt sich, wie genau jeder Code ist, wo die Karte eine Klasse hat.</translation>
    </message>
    <message>
      <source>The evidence that the correction wrote; tells how accurate each kind of evidence is.</source>
      <translation>Die Belege, die die Korrektur geschrieben hat; damit zeigt sich, wie genau jede Art von Beleg ist.</translation>
    </message>
    <message>
      <source>The confidence, 0 to 1; tells whether it is true (a reliability diagram, the expected calibration error, the share of errors in each bin) and how well it finds the errors.</source>
      <translation>Die Konfidenz, 0 bis 1; damit zeigt sich, ob sie stimmt (ein Zuverlässigkeitsdiagramm, der erwartete Kalibrierungsfehler, der Anteil der Fehler in jeder Klasse der Konfidenz) und wie gut sie die Fehler findet.</translation>
    </message>
    <message>
      <source>The probabilities of the classes, one band each; their highest one and their entropy are compared with the confidence as scores that find errors.</source>
      <translation>Die Wahrscheinlichkeiten der Klassen, ein Kanal je Klasse; ihre höchste und ihre Entropie werden mit der Konfidenz als Maße verglichen, die Fehler finden.</translation>
    </message>
    <message>
      <source>The agreement of the dates, 0 to 1; compared as a score that finds errors.</source>
      <translation>Die Übereinstimmung der Termine, 0 bis 1; wird als Maß verglichen, das Fehler findet.</translation>
    </message>
    <message>
      <source>Maps to set beside the map, for example of a single date, of several dates, and corrected, in this order; and what changed from each of them to the map. They are named by the date and the step that SureCover noted in them, else by their files. Where one has no class, as under clouds, it counts as wrong; how much that is, and how accurate the rest, is told.</source>
      <translation>Karten, die neben die Karte gestellt werden, zum Beispiel eines einzelnen Termins, mehrerer Termine und korrigiert, in dieser Reihenfolge; und was sich von jeder davon zur Karte geändert hat. Sie heißen nach dem Datum und dem Schritt, die SureCover in ihnen vermerkt hat, sonst nach ihren Dateien. Wo eine keine Klasse hat, etwa unter Wolken, zählt sie als falsch; wie viel das ist und wie genau der Rest ist, wird angegeben.</translation>
    </message>
    <message>
      <source>The classes of the map, if the map does not tell itself: a built-in scheme or a file.</source>
      <translation>Die Klassen der Karte, wenn die Karte sie nicht selbst nennt: ein eingebautes Schema oder eine Datei.</translation>
    </message>
    <message>
      <source>Polygons to assess one by one. Where they overlap, the smaller one counts.</source>
      <translation>Polygone, die einzeln bewertet werden. Wo sie sich überlappen, zählt das kleinere.</translation>
    </message>
    <message>
      <source>The attribute that names the zones; polygons with the same name are one zone. If empty, an attribute called name, label, title, zone or id is taken, else the first one.</source>
      <translation>Das Attribut mit den Namen der Zonen; Polygone gleichen Namens sind eine Zone. Ist es leer, wird ein Attribut namens name, label, title, zone oder id genommen, sonst das erste.</translation>
    </message>
    <message>
      <source>Heading of the report; if empty: Accuracy of the land-cover map.</source>
      <translation>Überschrift des Berichts; wenn leer: Accuracy of the land-cover map.</translation>
    </message>
    <message>
      <source>The assessment as one page that needs nothing else: no network, no other files.</source>
      <translation>Die Bewertung als eine Seite, die nichts weiter braucht: kein Netz, keine anderen Dateien.</translation>
    </message>
    <message>
      <source>All figures for programs; null where a figure cannot be estimated.</source>
      <translation>Alle Kennzahlen für Programme; null, wo sich eine nicht schätzen lässt.</translation>
    </message>
    <message>
      <source>All figures as one table, one a line, with standard error and interval.</source>
      <translation>Alle Kennzahlen als eine Tabelle, eine je Zeile, mit Standardfehler und Intervall.</translation>
    </message>
    <message>
      <source>Overall accuracy, 0 to 1.</source>
      <translation>Gesamtgenauigkeit, 0 bis 1.</translation>
    </message>
    <message>
      <source>Lower limit of the 95 % interval of overall accuracy.</source>
      <translation>Untere Grenze des 95-%-Intervalls der Gesamtgenauigkeit.</translation>
    </message>
    <message>
      <source>Upper limit of the 95 % interval of overall accuracy.</source>
      <translation>Obere Grenze des 95-%-Intervalls der Gesamtgenauigkeit.</translation>
    </message>
    <message>
      <source>Mean IoU of the classes, 0 to 1.</source>
      <translation>Mittlere IoU der Klassen, 0 bis 1.</translation>
    </message>
    <message>
      <source>Number of pixels or points compared.</source>
      <translation>Anzahl der verglichenen Pixel oder Punkte.</translation>
    </message>
    <message>
      <source>If there is a confidence: how often, of a right and a wrong pixel, the right one has the higher confidence; 0.5 is chance, 1 perfect.</source>
      <translation>Falls es eine Konfidenz gibt: wie oft von einem richtigen und einem falschen Pixel das richtige die höhere Konfidenz hat; 0,5 ist Zufall, 1 vollkommen.</translation>
    </message>
    <message>
      <source>Makes a model as sure as it is right. Models tend to be too sure, or not sure enough; labels that the model has not learned from tell by how much. What comes out is a copy of the model: Classify divides its logits by a temperature (Guo et al. 2017), so that of the pixels with a probability of 0.8 about 80 % are right. The class that is most probable stays the same.</source>
      <translation>Macht ein Modell so sicher, wie es recht hat. Modelle sind oft zu sicher oder nicht sicher genug; Labels, aus denen das Modell nicht gelernt hat, zeigen, um wie viel. Heraus kommt eine Kopie des Modells: „Einen Termin klassifizieren“ teilt seine Logits durch eine Temperatur (Guo et al. 2017), sodass von den Pixeln mit einer Wahrscheinlichkeit von 0,8 etwa 80 % richtig sind. Die wahrscheinlichste Klasse bleibt dieselbe.</translation>
    </message>
    <message>
      <source>The copy also knows how large sets of classes have to be to hold the right one as often as you ask, for example in 90 % of the pixels (split conformal prediction). Predict sets makes a map of them for any coverage.</source>
      <translation>Die Kopie weiß auch, wie groß Klassenmengen sein müssen, um die richtige Klasse so oft zu enthalten, wie Sie verlangen, zum Beispiel in 90 % der Pixel (konforme Vorhersage, split conformal prediction). „Klassenmengen vorhersagen“ macht daraus eine Karte für jede Abdeckung.</translation>
    </message>
    <message>
      <source>All figures come from land to which nothing was fitted: the labelled area is cut into parts, and each is judged by what fits the others, with a gap in between. The model that is kept is fitted to all labels. Use several hundred labelled pixels or more, spread over the area to be mapped: the promise holds for land that is like the labelled land, and neighbouring pixels count for less than their number.</source>
      <translation>Alle Kennzahlen stammen von Land, an das nichts angepasst wurde: Die gelabelte Fläche wird in Teile zerlegt, und jeder wird von dem beurteilt, was an die anderen angepasst wurde, mit einem Abstand dazwischen. Das Modell, das bleibt, wird an alle Labels angepasst. Verwenden Sie mehrere Hundert gelabelte Pixel oder mehr, über das zu kartierende Gebiet verteilt: Die Zusage gilt für Land, das dem gelabelten gleicht, und benachbarte Pixel zählen weniger als ihre Anzahl.</translation>
    </message>
    <message>
      <source>Folder of the model; it is read only. It may have a temperature already, which is then improved.</source>
      <translation>Ordner des Modells; er wird nur gelesen. Es darf schon eine Temperatur haben, die dann verbessert wird.</translation>
    </message>
    <message>
      <source>One image per date, a raster or a Sentinel-2 product as downloaded, with the bands that the model wants. All are seen on the grid of the first one and share the labels.</source>
      <translation>Ein Bild je Termin, ein Raster oder ein Sentinel-2-Produkt wie heruntergeladen, mit den Kanälen, die das Modell verlangt. Alle werden auf dem Gitter des ersten gesehen und teilen sich die Labels.</translation>
    </message>
    <message>
      <source>What is true, where the model has not learned: a raster, or polygons, lines or points, in any CRS. Their classes become those of the model. A class that the model does not know is left out; for a model of one theme it is other. A coarse class, such as building, is right with any of its classes.</source>
      <translation>Was wahr ist, wo das Modell nicht gelernt hat: ein Raster, oder Polygone, Linien oder Punkte in beliebigem KBS. Ihre Klassen werden zu denen des Modells. Eine Klasse, die das Modell nicht kennt, wird ausgelassen; bei einem Modell für ein einzelnes Thema gilt sie als other. Eine grobe Klasse, etwa building, ist mit jeder ihrer Klassen richtig.</translation>
    </message>
    <message>
      <source>How the codes of the labels become the model's classes, a name or a CSV file as Harmonise an external map explains. Empty: the map is recognised, or its codes are the classes.</source>
      <translation>Wie die Codes der Labels zu Klassen des Modells werden: ein Name oder eine CSV-Datei, wie bei „Externe Karte harmonisieren“ erklärt. Leer: Die Karte wird erkannt, oder ihre Codes sind die Klassen.</translation>
    </message>
    <message>
      <source>Share of the sets that is to hold the right class, for the figures of the page. The calibrated model can be asked for any other later.</source>
      <translation>Anteil der Mengen, der die richtige Klasse enthalten soll, für die Kennzahlen der Seite. Vom kalibrierten Modell kann später jeder andere verlangt werden.</translation>
    </message>
    <message>
      <source>Polygons that are kept together when the land is cut into parts. Without them the parts are made of contiguous blocks, along the cells of a label raster.</source>
      <translation>Polygone, die beim Zerlegen des Landes beisammenbleiben. Ohne sie werden die Teile aus zusammenhängenden Blöcken gebildet, entlang der Zellen eines Label-Rasters.</translation>
    </message>
    <message>
      <source>Of what is random: which blocks make a part, and which pixels are looked at where there are more than a million.</source>
      <translation>Von allem Zufälligen: welche Blöcke einen Teil bilden, und welche Pixel betrachtet werden, wo es mehr als eine Million sind.</translation>
    </message>
    <message>
      <source>Into how many parts the labelled land is cut; each is judged by what fits the others. Zones make at most one part each.</source>
      <translation>In wie viele Teile das gelabelte Land zerlegt wird; jeder wird von dem beurteilt, was an die anderen angepasst wurde. Zonen ergeben höchstens je einen Teil.</translation>
    </message>
    <message>
      <source>Pixels between a part that is judged and what is fitted to meanwhile. -1 takes the model's halo, and no less than a cell of a label raster.</source>
      <translation>Pixel zwischen einem beurteilten Teil und dem, woran inzwischen angepasst wird. -1 nimmt den Halo des Modells und nicht weniger als eine Zelle eines Label-Rasters.</translation>
    </message>
    <message>
      <source>Only the labels in this part of the images count.</source>
      <translation>Nur die Labels in diesem Teil der Bilder zählen.</translation>
    </message>
    <message>
      <source>Polygons in any CRS; only labels of pixels whose centre they cover count.</source>
      <translation>Polygone in beliebigem KBS; nur Labels von Pixeln, deren Mittelpunkt sie bedecken, zählen.</translation>
    </message>
    <message>
      <source>In place of the dates that the images tell: one per image, in the same order, separated by commas, such as 2023-08-10 or 20230810; an empty place keeps what the image tells.</source>
      <translation>Anstelle der Daten, die die Bilder nennen: eines je Bild, in derselben Reihenfolge, durch Kommas getrennt, etwa 2023-08-10 oder 20230810; eine leere Stelle behält, was das Bild nennt.</translation>
    </message>
    <message>
      <source>Where the model runs: auto takes a graphics card if there is one.</source>
      <translation>Wo das Modell rechnet: auto nimmt eine Grafikkarte, wenn es eine gibt.</translation>
    </message>
    <message>
      <source>Folder of the calibrated model: the model's files, its card with the temperature and the calibration error, and calibration.json with the conformity scores for Predict sets. Files of the same names are replaced.</source>
      <translation>Ordner des kalibrierten Modells: die Dateien des Modells, sein Steckbrief mit der Temperatur und dem Kalibrierungsfehler, und calibration.json mit den Konformitätswerten für „Klassenmengen vorhersagen“. Gleichnamige Dateien werden ersetzt.</translation>
    </message>
    <message>
      <source>All figures for programs: calibration error, likelihood and the bins of the reliability diagram before and after; coverage and sizes of the sets by method, class and part.</source>
      <translation>Alle Kennzahlen für Programme: Kalibrierungsfehler, Likelihood und die Klassen des Zuverlässigkeitsdiagramms vorher und nachher; Abdeckung und Größen der Mengen nach Verfahren, Klasse und Teil.</translation>
    </message>
    <message>
      <source>The calibration as one page that needs nothing else: no network, no other files.</source>
      <translation>Die Kalibrierung als eine Seite, die nichts weiter braucht: kein Netz, keine anderen Dateien.</translation>
    </message>
    <message>
      <source>What the calibrated model's logits are divided by; above 1 the model had been too sure.</source>
      <translation>Wodurch die Logits des kalibrierten Modells geteilt werden; über 1 war das Modell zu sicher gewesen.</translation>
    </message>
    <message>
      <source>Expected calibration error of the model as it came, 0 to 1: how far confidence and the share of right pixels lie apart on average, over 15 bins.</source>
      <translation>Erwarteter Kalibrierungsfehler des ursprünglichen Modells, 0 bis 1: wie weit Konfidenz und Anteil richtiger Pixel im Mittel auseinanderliegen, über 15 Klassen.</translation>
    </message>
    <message>
      <source>The same of the calibrated model, on land to which it was not fitted.</source>
      <translation>Dasselbe beim kalibrierten Modell, auf Land, an das es nicht angepasst wurde.</translation>
    </message>
    <message>
      <source>Share of the sets (LAC) that hold the right class, on land to which nothing was fitted; to be compared with COVERAGE.</source>
      <translation>Anteil der Mengen (LAC), die die richtige Klasse enthalten, auf Land, an das nichts angepasst wurde; zu vergleichen mit COVERAGE.</translation>
    </message>
    <message>
      <source>Mean number of classes in these sets.</source>
      <translation>Mittlere Zahl der Klassen in diesen Mengen.</translation>
    </message>
    <message>
      <source>Tells what became what between two land-cover maps of one place, and leaves out what is not sure: a change map, a page, and tables with the transition matrix in hectares and the loss, gain, net change and persistence of every class.</source>
      <translation>Sagt, was zwischen zwei Landbedeckungskarten eines Ortes wozu wurde, und lässt aus, was nicht sicher ist: eine Änderungskarte, eine Seite, und Tabellen mit der Übergangsmatrix in Hektar sowie Verlust, Gewinn, Saldo und Beständigkeit jeder Klasse.</translation>
    </message>
    <message>
      <source>Land is sure where the class of both dates is: where its reliability is MAX_RELIABILITY or better and its confidence is at least MIN_CONFIDENCE, as far as these layers are given. A pixel that was not assessed (reliability 0) is decided by the confidence layer of its date; without one it is not sure. Where one map tells a class and the other one above it, such as residential building and building, nothing tells whether it changed, so it is not sure. All other land with a class on both maps is not sure either, and nothing is claimed of it; beside every figure stands what it would be if nothing were masked.</source>
      <translation>Land ist sicher, wo es die Klasse an beiden Terminen ist: wo ihre Zuverlässigkeit MAX_RELIABILITY oder besser und ihre Konfidenz mindestens MIN_CONFIDENCE ist, soweit diese Layer angegeben sind. Ein nicht bewertetes Pixel (Zuverlässigkeit 0) entscheidet der Konfidenzlayer seines Termins; ohne einen solchen ist es nicht sicher. Wo eine Karte eine Klasse nennt und die andere deren Oberklasse, etwa Wohngebäude und Gebäude, sagt nichts, ob sie sich geändert hat; darum ist es nicht sicher. Alles andere Land mit einer Klasse auf beiden Karten ist ebenfalls nicht sicher, und darüber wird nichts behauptet; neben jeder Zahl steht, was sie wäre, wenn nichts maskiert würde.</translation>
    </message>
    <message>
      <source>The code of a transition is 100 x the place of the class before + the place of the class after, counted from 1 in the order of the class scheme: in basic6, 306 is forest that became residential building, 303 forest that stayed. 1 is not sure, 0 no class on one of the maps. Codes are the same in every comparison of maps of one scheme. The change map carries its own class scheme, so that styles, sampling and assessment work on it as on a class map.</source>
      <translation>Der Code eines Übergangs ist 100 x die Stelle der Klasse vorher + die Stelle der Klasse nachher, ab 1 in der Reihenfolge des Klassenschemas gezählt: In basic6 ist 306 Wald, der zu Wohngebäude wurde, 303 Wald, der blieb. 1 ist nicht sicher, 0 keine Klasse auf einer der Karten. Die Codes sind in jedem Vergleich von Karten eines Schemas dieselben. Die Änderungskarte trägt ihr eigenes Klassenschema, sodass Stile, Stichproben und Bewertung mit ihr umgehen wie mit einer Klassenkarte.</translation>
    </message>
    <message>
      <source>Areas from counted pixels are biased as estimates of the area that changed, because the errors of both maps add up. For areas with intervals draw points on the change map with Reference points to label, label them, and compare them with Assessment of accuracy (Olofsson et al. 2014).</source>
      <translation>Flächen aus gezählten Pixeln sind als Schätzung der geänderten Fläche verzerrt, weil sich die Fehler beider Karten addieren. Für Flächen mit Intervallen ziehen Sie mit „Referenzpunkte zum Labeln“ Punkte auf der Änderungskarte, labeln sie und vergleichen sie mit „Genauigkeit bewerten“ (Olofsson et al. 2014).</translation>
    </message>
    <message>
      <source>Maps may have any size: they are seen in blocks. For the time of the run the disk of the result holds 2 bytes a pixel.</source>
      <translation>Die Karten dürfen beliebig groß sein: Sie werden in Blöcken gesehen. Während des Laufs liegen auf dem Datenträger des Ergebnisses 2 Byte je Pixel.</translation>
    </message>
    <message>
      <source>The class map of the earlier date; 0 means no class. On another grid it is seen on that of the map after, each pixel with the class of the nearest one.</source>
      <translation>Die Klassenkarte des früheren Termins; 0 bedeutet keine Klasse. Liegt sie auf einem anderen Gitter, wird sie auf dem der späteren Karte gesehen, jedes Pixel mit der Klasse des nächsten.</translation>
    </message>
    <message>
      <source>The class map of the later date, in the same class scheme. Its grid is the grid of all results.</source>
      <translation>Die Klassenkarte des späteren Termins, im selben Klassenschema. Ihr Gitter ist das Gitter aller Ergebnisse.</translation>
    </message>
    <message>
      <source>The reliability map of the earlier date: 0 not assessed, 1 high, 2 medium, 3 low.</source>
      <translation>Die Zuverlässigkeitskarte des früheren Termins: 0 nicht bewertet, 1 hoch, 2 mittel, 3 niedrig.</translation>
    </message>
    <message>
      <source>The reliability map of the later date.</source>
      <translation>Die Zuverlässigkeitskarte des späteren Termins.</translation>
    </message>
    <message>
      <source>The confidence layer of the earlier date, 0 to 1.</source>
      <translation>Der Konfidenzlayer des früheren Termins, 0 bis 1.</translation>
    </message>
    <message>
      <source>The confidence layer of the later date.</source>
      <translation>Der Konfidenzlayer des späteren Termins.</translation>
    </message>
    <message>
      <source>Where a confidence layer is given, pixels of less confidence are not sure, nor are those whose confidence is not known.</source>
      <translation>Wo ein Konfidenzlayer angegeben ist, sind Pixel mit weniger Konfidenz nicht sicher, und auch die nicht, deren Konfidenz unbekannt ist.</translation>
    </message>
    <message>
      <source>Where a reliability map is given, pixels of a worse code are not sure: 2 takes high and medium reliability, 1 only high.</source>
      <translation>Wo eine Zuverlässigkeitskarte angegeben ist, sind Pixel mit schlechterem Code nicht sicher: 2 nimmt hohe und mittlere Zuverlässigkeit, 1 nur hohe.</translation>
    </message>
    <message>
      <source>Patches of one transition that are connected, also at a corner only, and have fewer pixels than this are not sure; 1 keeps all.</source>
      <translation>Flächen eines Übergangs, die zusammenhängen, auch nur an einer Ecke, und weniger Pixel als dies haben, sind nicht sicher; 1 behält alle.</translation>
    </message>
    <message>
      <source>The class scheme of both maps where they carry none: a built-in name, or a .json or .csv file. Without any scheme the maps' values and category names are taken.</source>
      <translation>Das Klassenschema beider Karten, wenn sie keines tragen: ein eingebauter Name, oder eine .json- oder .csv-Datei. Ohne Schema werden die Werte und Kategorienamen der Karten genommen.</translation>
    </message>
    <message>
      <source>The change map: a code for every transition and for every class that stayed, with names, colours and attribute table. A change has the colour of the class after with a hint of the one before, what stayed is pale, what is not sure is grey.</source>
      <translation>Die Änderungskarte: ein Code für jeden Übergang und jede gebliebene Klasse, mit Namen, Farben und Attributtabelle. Eine Änderung hat die Farbe der Klasse nachher mit einem Anklang der Klasse vorher, was blieb, ist blass, was nicht sicher ist, grau.</translation>
    </message>
    <message>
      <source>The comparison as one page that needs nothing else: no network, no other files.</source>
      <translation>Der Vergleich als eine Seite, die nichts weiter braucht: kein Netz, keine anderen Dateien.</translation>
    </message>
    <message>
      <source>All figures for programs; null where a figure cannot be told.</source>
      <translation>Alle Kennzahlen für Programme; null, wo sich eine nicht angeben lässt.</translation>
    </message>
    <message>
      <source>All figures as one table with one amount a row: of the map, of every class, of every transition, as far as sure and if nothing were masked.</source>
      <translation>Alle Kennzahlen als eine Tabelle, eine je Zeile: der Karte, jeder Klasse, jedes Übergangs, soweit sicher, und wenn nichts maskiert würde.</translation>
    </message>
    <message>
      <source>Hectares that changed, where both maps are sure; missing where the CRS tells no areas.</source>
      <translation>Hektar, die sich geändert haben, wo beide Karten sicher sind; fehlt, wo das KBS keine Flächen ergibt.</translation>
    </message>
    <message>
      <source>Share of the sure land that changed, 0 to 1; missing when nothing is sure.</source>
      <translation>Anteil des sicheren Landes, der sich geändert hat, 0 bis 1; fehlt, wenn nichts sicher ist.</translation>
    </message>
    <message>
      <source>Share that is not sure of the land with a class on both maps, 0 to 1.</source>
      <translation>Nicht sicherer Anteil des Landes mit einer Klasse auf beiden Karten, 0 bis 1.</translation>
    </message>
    <message>
      <source>Share of that land that would be changed if nothing were masked, 0 to 1.</source>
      <translation>Anteil dieses Landes, der geändert wäre, wenn nichts maskiert würde, 0 bis 1.</translation>
    </message>
    <message>
      <source>Tells what a run would see in some images, before it is started: their dates, sensors and bands, what tells their clouds, and for every model whether each band that it wants is there.</source>
      <translation>Sagt, was ein Lauf in den Bildern sehen würde, bevor er gestartet wird: ihre Termine, Sensoren und Kanäle, was ihre Wolken angibt, und für jedes Modell, ob jeder verlangte Kanal da ist.</translation>
    </message>
    <message>
      <source>Only what the files say of themselves is read, no pixels, so it takes a moment. What is wrong with one image or model is told with it and does not hide the others.</source>
      <translation>Es wird nur gelesen, was die Dateien über sich sagen, keine Pixel; darum dauert es nur einen Augenblick. Was an einem Bild oder Modell nicht stimmt, wird bei ihm genannt und verdeckt die anderen nicht.</translation>
    </message>
    <message>
      <source>One image per date, as Produce a land-cover map takes them: rasters, or Sentinel-2 products as downloaded.</source>
      <translation>Ein Bild je Termin, wie „Landbedeckungskarte erstellen“ sie nimmt: Raster, oder Sentinel-2-Produkte wie heruntergeladen.</translation>
    </message>
    <message>
      <source>One cloud mask per image, in the same order, or none.</source>
      <translation>Eine Wolkenmaske je Bild, in derselben Reihenfolge, oder keine.</translation>
    </message>
    <message>
      <source>Model folders that the images shall be classified with. Their cards are read; Check a model tries them out.</source>
      <translation>Modellordner, mit denen die Bilder klassifiziert werden sollen. Ihre Steckbriefe werden gelesen; „Modell prüfen“ probiert sie aus.</translation>
    </message>
    <message>
      <source>In place of the dates that the images tell: such as 2023-08-10 or 20230810, one per image, in the same order, separated by commas. A place left empty keeps the image's own.</source>
      <translation>Anstelle der Daten, die die Bilder nennen: etwa 2023-08-10 oder 20230810, eines je Bild, in derselben Reihenfolge, durch Kommas getrennt. Eine leere Stelle behält das des Bildes.</translation>
    </message>
    <message>
      <source>What was found, as a JSON file. images, in the order given: path; date and date_from (what says so), empty where unknown; sensor; crs; width, height, pixel_size (x, y); bands (descriptions); clouds (what tells them); problem (why the image or its mask cannot be used, else null); place (why it cannot be brought to the first image's grid, else null); models: id, folder, problem, and bands with name, common_name and found (the image's band, or null). models: id, folder, problem.</source>
      <translation>Was gefunden wurde, als JSON-Datei. images, in der gegebenen Reihenfolge: path; date und date_from (was es nennt), leer wenn unbekannt; sensor; crs; width, height, pixel_size (x, y); bands (Beschreibungen); clouds (was sie angibt); problem (warum das Bild oder seine Maske nicht verwendet werden kann, sonst null); place (warum es nicht auf das Gitter des ersten Bildes gebracht werden kann, sonst null); models: id, folder, problem, und bands mit name, common_name und found (der Kanal des Bildes, oder null). models: id, folder, problem.</translation>
    </message>
    <message>
      <source>Images that can be opened, mask included, and that have all bands of all models.</source>
      <translation>Bilder, die samt Maske geöffnet werden können und alle Kanäle aller Modelle haben.</translation>
    </message>
    <message>
      <source>Images with a known date.</source>
      <translation>Bilder mit bekanntem Datum.</translation>
    </message>
    <message>
      <source>Tells which classes of an old map, or of any labels, look wrong, what they likely are, and where: by confident learning (Northcutt, Jiang and Chuang 2021).</source>
      <translation>Sagt, welche Klassen einer alten Karte oder beliebiger Labels falsch aussehen, was sie vermutlich sind, und wo: durch Confident Learning (Northcutt, Jiang und Chuang 2021).</translation>
    </message>
    <message>
      <source>Needed are class probabilities by models that did not learn from the labels at the pixels that they judge, such as those that Learn from an old map wrote and Fuse dates put together. A model that has seen a wrong label tends to repeat it.</source>
      <translation>Nötig sind Klassenwahrscheinlichkeiten von Modellen, die nicht aus den Labels der beurteilten Pixel gelernt haben, wie die, die „Aus einer alten Karte lernen“ schreibt und „Termine fusionieren“ zusammenführt. Ein Modell, das ein falsches Label gesehen hat, neigt dazu, es zu wiederholen.</translation>
    </message>
    <message>
      <source>A pixel is confidently of a class when its probability reaches the mean that this class has over the pixels with its label. Where a pixel is confidently of a class that its label does not allow, it is flagged. The estimated share of wrong labels takes the confident pixels for all pixels of a label. A coarse label such as building allows every class below it; a class that the probabilities do not know is not compared.</source>
      <translation>Ein Pixel gehört sicher zu einer Klasse, wenn seine Wahrscheinlichkeit den Mittelwert erreicht, den diese Klasse über die Pixel mit ihrem Label hat. Gehört ein Pixel sicher zu einer Klasse, die sein Label nicht zulässt, wird es beanstandet. Für den geschätzten Anteil falscher Labels stehen die sicheren Pixel für alle Pixel eines Labels. Ein grobes Label wie building lässt jede Klasse darunter zu; eine Klasse, die die Wahrscheinlichkeiten nicht kennen, wird nicht verglichen.</translation>
    </message>
    <message>
      <source>Where the models are sure and mistaken, a right label counts as wrong, so the share is rather too high than too low; and a mistake that all labels share is not found. What is flagged is worth a look, not certainly wrong.</source>
      <translation>Wo die Modelle sicher sind und sich irren, zählt ein richtiges Label als falsch; der Anteil ist also eher zu hoch als zu niedrig. Ein Fehler, den alle Labels teilen, wird nicht gefunden. Was beanstandet wird, ist einen Blick wert, nicht gewiss falsch.</translation>
    </message>
    <message>
      <source>The labels: a class map on any grid, for example what Harmonise wrote; 0 means no label. It is brought to the grid of the probabilities, to the nearest pixel.</source>
      <translation>Die Labels: eine Klassenkarte auf beliebigem Gitter, zum Beispiel aus „Externe Karte harmonisieren“; 0 bedeutet kein Label. Sie wird auf das Gitter der Wahrscheinlichkeiten gebracht, mit dem jeweils nächsten Pixel.</translation>
    </message>
    <message>
      <source>One band per class, 0 to 1, by models that did not learn from the labels there. Their grid is the grid of all figures.</source>
      <translation>Ein Kanal je Klasse, 0 bis 1, von Modellen, die dort nicht aus den Labels gelernt haben. Ihr Gitter ist das Gitter aller Kennzahlen.</translation>
    </message>
    <message>
      <source>Polygons to tell apart where labels look wrong, for example municipalities or map sheets. Where they overlap, the smaller one counts.</source>
      <translation>Polygone, nach denen unterschieden wird, wo Labels falsch aussehen, zum Beispiel Gemeinden oder Kartenblätter. Wo sie sich überlappen, zählt das kleinere.</translation>
    </message>
    <message>
      <source>Class scheme of both rasters: a built-in name such as basic6, or a file. Only needed where neither file tells it.</source>
      <translation>Klassenschema beider Raster: ein eingebauter Name wie basic6 oder eine Datei. Nur nötig, wenn keine der Dateien es nennt.</translation>
    </message>
    <message>
      <source>Class map of what is likely there instead of the label; 0 where the label looks right or nothing is known.</source>
      <translation>Klassenkarte dessen, was dort vermutlich statt des Labels ist; 0, wo das Label richtig aussieht oder nichts bekannt ist.</translation>
    </message>
    <message>
      <source>The check as one page that needs nothing else: no network, no other files.</source>
      <translation>Die Prüfung als eine Seite, die nichts weiter braucht: kein Netz, keine anderen Dateien.</translation>
    </message>
    <message>
      <source>All figures for programs: by class, by pair of classes with the whole matrix, by zone. The report of reliability reads it under LABEL_CHECK.</source>
      <translation>Alle Kennzahlen für Programme: nach Klasse, nach Klassenpaar mit der ganzen Matrix, nach Zone. Der Zuverlässigkeitsbericht liest sie unter LABEL_CHECK.</translation>
    </message>
    <message>
      <source>The figures as one table: the map, each class, what its pixels likely are (wrong is then their share of the class), each zone.</source>
      <translation>Die Kennzahlen als eine Tabelle: die Karte, jede Klasse, was ihre Pixel vermutlich sind (wrong ist dann deren Anteil an der Klasse), jede Zone.</translation>
    </message>
    <message>
      <source>Estimated share of wrong labels among the pixels that could be compared, 0 to 1.</source>
      <translation>Geschätzter Anteil falscher Labels an den Pixeln, die verglichen werden konnten, 0 bis 1.</translation>
    </message>
    <message>
      <source>Share of the compared pixels that are flagged, 0 to 1.</source>
      <translation>Anteil der verglichenen Pixel, die beanstandet werden, 0 bis 1.</translation>
    </message>
    <message>
      <source>Labelled pixels that could be compared.</source>
      <translation>Gelabelte Pixel, die verglichen werden konnten.</translation>
    </message>
    <message>
      <source>Checks a model folder before it is used: reads its card, compares the checksums of its files, builds the network and lets it predict one tile.</source>
      <translation>Prüft einen Modellordner, bevor er verwendet wird: liest seinen Steckbrief, vergleicht die Prüfsummen seiner Dateien, baut das Netz auf und lässt es eine Kachel vorhersagen.</translation>
    </message>
    <message>
      <source>The report names the bands the model wants, its classes, its licence, the figures its makers measured on held-out places, and how fast it runs on this computer. Nothing in the folder is executed: weights are read as plain numbers.</source>
      <translation>Der Bericht nennt die Kanäle, die das Modell verlangt, seine Klassen, seine Lizenz, die Kennzahlen, die seine Hersteller an zurückgehaltenen Orten gemessen haben, und wie schnell es auf diesem Rechner läuft. Nichts im Ordner wird ausgeführt: Gewichte werden als reine Zahlen gelesen.</translation>
    </message>
    <message>
      <source>Model folder with model.json (the card), model.safetensors (the weights) and config.json (the network).</source>
      <translation>Modellordner mit model.json (dem Steckbrief), model.safetensors (den Gewichten) und config.json (dem Netz).</translation>
    </message>
    <message>
      <source>Where the network runs: auto takes a graphics card if there is one.</source>
      <translation>Wo das Netz rechnet: auto nimmt eine Grafikkarte, wenn es eine gibt.</translation>
    </message>
    <message>
      <source>What was found, as a JSON file.</source>
      <translation>Was gefunden wurde, als JSON-Datei.</translation>
    </message>
    <message>
      <source>Number of bands the model wants.</source>
      <translation>Anzahl der Kanäle, die das Modell verlangt.</translation>
    </message>
    <message>
      <source>Number of classes it predicts; a theme's class 'other' counts.</source>
      <translation>Anzahl der Klassen, die es vorhersagt; die Klasse „other“ eines Themas zählt mit.</translation>
    </message>
    <message>
      <source>Thousands of pixels per second inside the network, from one tile.</source>
      <translation>Tausend Pixel je Sekunde im Netz, an einer Kachel gemessen.</translation>
    </message>
    <message>
      <source>Classifies one dated image: one model of all classes, or several models of one theme each (for example vegetation, buildings, water), which are combined into one distribution of class probabilities per pixel (Fonteix et al. 2021, section 2.2).</source>
      <translation>Klassifiziert ein Bild eines Termins: mit einem Modell aller Klassen oder mit mehreren Modellen für je ein Thema (zum Beispiel Vegetation, Gebäude, Wasser), die je Pixel zu einer Verteilung der Klassenwahrscheinlichkeiten zusammengeführt werden (Fonteix et al. 2021, Abschnitt 2.2).</translation>
    </message>
    <message>
      <source>The image's bands are found by name, common name or wavelength, never by their order, and its numbers are turned into reflectance with what the file says of them. Overlapping tiles are blended, so that no seams appear and memory does not grow with the image's height.</source>
      <translation>Die Kanäle des Bildes werden nach Name, gebräuchlichem Namen oder Wellenlänge gefunden, nie nach ihrer Reihenfolge, und seine Zahlen werden mit dem, was die Datei über sie sagt, zu Reflexionswerten. Überlappende Kacheln werden überblendet, sodass keine Nähte entstehen und der Speicherbedarf nicht mit der Höhe des Bildes wächst.</translation>
    </message>
    <message>
      <source>A run that was cancelled or killed leaves finished rows in hidden files beside its results. The next run with the same image, models and settings goes on from there and makes the same files; one of anything else discards them.</source>
      <translation>Ein abgebrochener oder abgestürzter Lauf lässt fertige Zeilen in versteckten Dateien neben seinen Ergebnissen zurück. Der nächste Lauf mit demselben Bild, denselben Modellen und Einstellungen macht dort weiter und erzeugt dieselben Dateien; einer mit anderem verwirft sie.</translation>
    </message>
    <message>
      <source>Image of one date: a raster, or a Sentinel-2 product as downloaded (its zip, or the file MTD_MSIL1C.xml or MTD_MSIL2A.xml in its folder). Its bands should carry descriptions such as B02 or blue; otherwise name them under BANDS.</source>
      <translation>Bild eines Termins: ein Raster, oder ein Sentinel-2-Produkt wie heruntergeladen (sein zip, oder die Datei MTD_MSIL1C.xml oder MTD_MSIL2A.xml in seinem Ordner). Seine Kanäle sollten Beschreibungen wie B02 oder blue tragen; sonst nennen Sie sie unter BANDS.</translation>
    </message>
    <message>
      <source>Model folders: one model of all classes, or one model per theme. Each theme's model needs a class 'other', and no class may occur in two of them; ENSEMBLE lets several models share the classes of one.</source>
      <translation>Modellordner: ein Modell aller Klassen oder ein Modell je Thema. Das Modell jedes Themas braucht eine Klasse „other“, und keine Klasse darf in zweien vorkommen; mit ENSEMBLE können sich mehrere Modelle die Klassen eines Modells teilen.</translation>
    </message>
    <message>
      <source>What is not clear becomes nodata. A Sentinel-2 scene classification (its name or description says SCL; classes 0, 1, 3, 8, 9, 10, 11 and 12 and up are not clear), a cloud probability (prob; cloudy from 40 %), or a cloud mask (cloudy where it is not 0). Resampled to the image. Without one, the image's own band SCL, if it has one; for an L1C image of Sentinel-2 with all the bands that the cloud detector s2cloudless needs, B10 among them, or an L1C product, what that tells of clouds. It tells no shadows and no snow.</source>
      <translation>Was nicht wolkenfrei ist, wird Nodata. Eine Szenenklassifikation von Sentinel-2 (ihr Name oder ihre Beschreibung enthält SCL; die Klassen 0, 1, 3, 8, 9, 10, 11 und ab 12 sind nicht wolkenfrei), eine Wolkenwahrscheinlichkeit (prob; bewölkt ab 40 %) oder eine Wolkenmaske (bewölkt, wo sie nicht 0 ist). Wird auf das Bild gebracht. Ohne Maske gilt der eigene Kanal SCL des Bildes, wenn es einen hat; bei einem L1C-Bild von Sentinel-2 mit allen Kanälen, die der Wolkendetektor s2cloudless braucht, darunter B10, oder einem L1C-Produkt gilt, was dieser an Wolken findet. Schatten und Schnee erkennt er nicht.</translation>
    </message>
    <message>
      <source>Only this part is classified. The results lie on the image's grid, cut to the pixels that the extent touches, and are the same there as without it.</source>
      <translation>Nur dieser Teil wird klassifiziert. Die Ergebnisse liegen auf dem Gitter des Bildes, auf die Pixel zugeschnitten, die die Ausdehnung berührt, und sind dort dieselben wie ohne sie.</translation>
    </message>
    <message>
      <source>Polygons in any CRS; only pixels whose centre they cover are classified, the others are nodata. Without EXTENT the results are cut to the part of the image that the polygons touch.</source>
      <translation>Polygone in beliebigem KBS; nur Pixel, deren Mittelpunkt sie bedecken, werden klassifiziert, die anderen sind Nodata. Ohne EXTENT werden die Ergebnisse auf den Teil des Bildes zugeschnitten, den die Polygone berühren.</translation>
    </message>
    <message>
      <source>In place of the date that the image tells in its metadata or, failing that, in its name, such as 2023-08-10 or 20230810. The results carry it.</source>
      <translation>Anstelle des Datums, das das Bild in seinen Metadaten oder sonst in seinem Namen nennt, etwa 2023-08-10 oder 20230810. Die Ergebnisse tragen es.</translation>
    </message>
    <message>
      <source>Names of the image's bands in order, separated by commas, for example B02,B03,B04,B08; they replace the descriptions in the file.</source>
      <translation>Namen der Kanäle des Bildes der Reihe nach, durch Kommas getrennt, zum Beispiel B02,B03,B04,B08; sie ersetzen die Beschreibungen in der Datei.</translation>
    </message>
    <message>
      <source>Stored number that means reflectance 1, for example 10000 or 255. Used only where the file does not say it itself; 16-bit integers without it are taken as reflectance x 10000.</source>
      <translation>Gespeicherte Zahl, die Reflexion 1 bedeutet, zum Beispiel 10000 oder 255. Nur verwendet, wo die Datei es nicht selbst sagt; 16-Bit-Ganzzahlen ohne diese Angabe gelten als Reflexion x 10000.</translation>
    </message>
    <message>
      <source>Added to the stored number before it is divided by the scale, for example -1000 for Sentinel-2 products of processing baseline 04.00 and later. Used only where the file does not say it itself.</source>
      <translation>Wird zur gespeicherten Zahl addiert, bevor sie durch die Skalierung geteilt wird, zum Beispiel -1000 für Sentinel-2-Produkte ab der Processing Baseline 04.00. Nur verwendet, wo die Datei es nicht selbst sagt.</translation>
    </message>
    <message>
      <source>Pixels of the image by which the mask grows.</source>
      <translation>Pixel des Bildes, um die die Maske wächst.</translation>
    </message>
    <message>
      <source>In glacial zones snow (SCL class 11) is clear; masks that tell no snow stay as they are.</source>
      <translation>In Gletscherzonen gilt Schnee (SCL-Klasse 11) als wolkenfrei; Masken, die keinen Schnee nennen, bleiben, wie sie sind.</translation>
    </message>
    <message>
      <source>Class, by name or id, of what no theme claims. Used only with models that have a class 'other'.</source>
      <translation>Klasse, als Name oder Nummer, für das, was kein Thema beansprucht. Nur mit Modellen verwendet, die eine Klasse „other“ haben.</translation>
    </message>
    <message>
      <source>Where the networks run: auto takes a graphics card if there is one. When its memory is too small, smaller batches and then the processor are used.</source>
      <translation>Wo die Netze rechnen: auto nimmt eine Grafikkarte, wenn es eine gibt. Ist deren Speicher zu klein, werden kleinere Pakete und dann der Prozessor verwendet.</translation>
    </message>
    <message>
      <source>What runs the networks. auto tries those that are there on tiles of the image, takes the fastest one whose labels are those of float32 on at least 99.9 % of the pixels, remembers it for the model and this computer, and says so; jobs of few tiles try nothing. torch, onnxruntime and openvino compute in float32, the others in what their name says. OpenVINO is an optional package; graphics cards are used by torch only, and float16 only there. The maps tell what ran.</source>
      <translation>Was die Netze rechnen lässt. auto probiert an Kacheln des Bildes aus, was vorhanden ist, nimmt das Schnellste, dessen Klassen auf mindestens 99,9 % der Pixel die von float32 sind, merkt es sich für das Modell und diesen Rechner und sagt es; bei wenigen Kacheln wird nichts ausprobiert. torch, onnxruntime und openvino rechnen in float32, die anderen in dem, was ihr Name sagt. OpenVINO ist ein zusätzliches Paket; Grafikkarten nutzt nur torch, und float16 nur dort. Die Karten nennen, was gerechnet hat.</translation>
    </message>
    <message>
      <source>Tiles that go through a network at once; 0 is one on the processor, and what fits its memory on a graphics card. The result does not depend on it.</source>
      <translation>Kacheln, die auf einmal durch ein Netz gehen; 0 ist eine auf dem Prozessor und auf einer Grafikkarte, was in ihren Speicher passt. Das Ergebnis hängt nicht davon ab.</translation>
    </message>
    <message>
      <source>Test-time augmentation: each tile is classified mirrored and turned as well, and the probabilities are averaged. flips: 4 positions, 4 times the time; flips and rotations: 8. It takes some of the chance out of a network, gains little, and changes nothing where every pixel is judged alone. Networks that are trained in the same run do without it.</source>
      <translation>Augmentierung beim Vorhersagen: Jede Kachel wird auch gespiegelt und gedreht klassifiziert, und die Wahrscheinlichkeiten werden gemittelt. flips: 4 Lagen, 4-fache Zeit; flips and rotations: 8. Das nimmt einem Netz etwas vom Zufall, bringt wenig und ändert nichts, wo jedes Pixel für sich beurteilt wird. Netze, die im selben Lauf trainiert werden, verzichten darauf.</translation>
    </message>
    <message>
      <source>Models of the same classes count as one, whose probabilities are the mean of theirs; each theme may have several. They may want different bands and tiles. Trained apart, with other seeds or on other folds, their mistakes differ in part, and the mean is right a little more often than one of them on land like that which taught them; on other land it need not be. n models cost n times the time.</source>
      <translation>Modelle derselben Klassen zählen als eines, dessen Wahrscheinlichkeiten das Mittel der ihren sind; jedes Thema darf mehrere haben. Sie dürfen verschiedene Kanäle und Kacheln verlangen. Getrennt trainiert, mit anderen Startwerten oder auf anderen Teilen, unterscheiden sich ihre Fehler zum Teil, und das Mittel hat etwas öfter recht als eines von ihnen, auf Land wie dem, aus dem sie gelernt haben; auf anderem Land muss das nicht so sein. n Modelle kosten n-mal so viel Zeit.</translation>
    </message>
    <message>
      <source>Address of a Dask scheduler, as host:port, whose workers predict; empty for this computer alone. They read image, masks, areas and models themselves, from storage that all computers see under the same paths or by GDAL's /vsi names; the results are written here and are those of one computer. A scheduler is started by python -m distributed.cli.dask_scheduler, a worker by python surecover/core/engine worker HOST:PORT on each computer that shall help.</source>
      <translation>Adresse eines Dask-Schedulers, als Host:Port, dessen Worker vorhersagen; leer für diesen Rechner allein. Sie lesen Bild, Masken, Gebiete und Modelle selbst, von einem Speicher, den alle Rechner unter denselben Pfaden oder über GDALs /vsi-Namen sehen; die Ergebnisse werden hier geschrieben und sind die eines einzelnen Rechners. Einen Scheduler startet python -m distributed.cli.dask_scheduler, einen Worker python surecover/core/engine worker HOST:PORT auf jedem Rechner, der helfen soll.</translation>
    </message>
    <message>
      <source>One band per class, in ascending order of class id, 0 to 1, nodata where nothing was observed or not clear. They sum to 1.</source>
      <translation>Ein Kanal je Klasse, in aufsteigender Reihenfolge der Klassennummern, 0 bis 1, Nodata, wo nichts beobachtet oder nichts wolkenfrei war. Ihre Summe ist 1.</translation>
    </message>
    <message>
      <source>The most probable class of each pixel; 0 is nodata.</source>
      <translation>Die wahrscheinlichste Klasse jedes Pixels; 0 ist Nodata.</translation>
    </message>
    <message>
      <source>How unlike everything that taught the model each clear pixel is: the share of training pixels that are more typical, 0 typical to 1 unlike. For models that tell what taught them, as those of Train do; of several models the one to which a pixel is least alike counts.</source>
      <translation>Wie unähnlich jedes wolkenfreie Pixel allem ist, woraus das Modell gelernt hat: der Anteil der Trainingspixel, die typischer sind, 0 typisch bis 1 unähnlich. Für Modelle, die nennen, woraus sie gelernt haben, wie die von „Modell trainieren“; bei mehreren Modellen zählt das, dem ein Pixel am wenigsten gleicht.</translation>
    </message>
    <message>
      <source>Groups the pixels of a mosaic into spectrally similar clusters by k-means; the correction uses them to tell whether a pixel looks like those that the external map confirms (Fonteix et al. 2021, section 2.3).</source>
      <translation>Gruppiert die Pixel eines Mosaiks durch k-Means in spektral ähnliche Cluster; die Korrektur erkennt daran, ob ein Pixel aussieht wie die, die die externe Karte bestätigt (Fonteix et al. 2021, Abschnitt 2.3).</translation>
    </message>
    <message>
      <source>Bands are standardised, the clusters are fitted on 100,000 pixels drawn from all over the mosaic (k-means++ and at most 50 steps), and every pixel gets its nearest cluster exactly. The mosaic is read twice, by windows, so memory does not grow with its size. The same seed gives the same result on any number of cores.</source>
      <translation>Die Kanäle werden standardisiert, die Cluster an 100.000 Pixel angepasst, die aus dem ganzen Mosaik gezogen werden (k-means++ und höchstens 50 Schritte), und jedes Pixel erhält genau seinen nächsten Cluster. Das Mosaik wird zweimal in Fenstern gelesen, sodass der Speicherbedarf nicht mit seiner Größe wächst. Derselbe Startwert ergibt auf jeder Zahl von Kernen dasselbe.</translation>
    </message>
    <message>
      <source>Mosaic whose bands are used, all but a scene classification (SCL).</source>
      <translation>Mosaik, dessen Kanäle verwendet werden, alle bis auf eine Szenenklassifikation (SCL).</translation>
    </message>
    <message>
      <source>Number of clusters, 2 to 255. Where the mosaic has fewer distinct pixels there are fewer clusters.</source>
      <translation>Anzahl der Cluster, 2 bis 255. Hat das Mosaik weniger verschiedene Pixel, gibt es weniger Cluster.</translation>
    </message>
    <message>
      <source>Start of the random numbers that draw the sample and place the first clusters.</source>
      <translation>Startwert der Zufallszahlen, die die Stichprobe ziehen und die ersten Cluster setzen.</translation>
    </message>
    <message>
      <source>Address of a Dask scheduler, as host:port, whose workers draw the sample and assign the pixels; empty for this computer alone. They read the mosaic themselves, from storage that all computers see under the same path or by GDAL's /vsi names; the result is that of one computer. A scheduler is started by python -m distributed.cli.dask_scheduler, a worker by python surecover/core/engine worker HOST:PORT on each computer that shall help.</source>
      <translation>Adresse eines Dask-Schedulers, als Host:Port, dessen Worker die Stichprobe ziehen und die Pixel zuweisen; leer für diesen Rechner allein. Sie lesen das Mosaik selbst, von einem Speicher, den alle Rechner unter demselben Pfad oder über GDALs /vsi-Namen sehen; das Ergebnis ist das eines einzelnen Rechners. Einen Scheduler startet python -m distributed.cli.dask_scheduler, einen Worker python surecover/core/engine worker HOST:PORT auf jedem Rechner, der helfen soll.</translation>
    </message>
    <message>
      <source>Cluster index 1 to K of each pixel, in ascending order of the first band; 0 where any band is nodata.</source>
      <translation>Clusternummer 1 bis K jedes Pixels, aufsteigend nach dem ersten Kanal; 0, wo ein Kanal Nodata ist.</translation>
    </message>
    <message>
      <source>Number of clusters found.</source>
      <translation>Anzahl gefundener Cluster.</translation>
    </message>
    <message>
      <source>Tells where a model may be used. Most failures of a model come from using it where the land looks different from the land that taught it. Training areas and target areas are seen as the model sees them, and every target gets a plain verdict, such as: 62 % of this area looks like nothing in training.</source>
      <translation>Sagt, wo ein Modell eingesetzt werden darf. Die meisten Fehlschläge eines Modells kommen daher, dass es dort eingesetzt wird, wo das Land anders aussieht als das, aus dem es gelernt hat. Trainingsgebiete und Zielgebiete werden gesehen, wie das Modell sie sieht, und jedes Ziel erhält ein klares Urteil, etwa: 62 % dieses Gebiets gleichen nichts aus dem Training.</translation>
    </message>
    <message>
      <source>Small patches of each area become features by the model's own encoder, with mean and deviation of each band. All patches are laid out in a plane so that those that look alike lie together (t-SNE); the region of each area (one-class SVM) and how much regions overlap (IoU, IoT) are drawn and tabulated, after Castillo-Navarro et al. 2022. The verdict is taken from the features themselves, since the plane distorts distances.</source>
      <translation>Kleine Ausschnitte jedes Gebiets werden durch den Encoder des Modells selbst zu Merkmalen, mit Mittel und Streuung jedes Kanals. Alle Ausschnitte werden in einer Ebene ausgelegt, sodass ähnliche beieinanderliegen (t-SNE); der Bereich jedes Gebiets (One-Class-SVM) und wie weit Bereiche sich überlappen (IoU, IoT) werden gezeichnet und tabelliert, nach Castillo-Navarro et al. 2022. Das Urteil wird aus den Merkmalen selbst gewonnen, weil die Ebene Abstände verzerrt.</translation>
    </message>
    <message>
      <source>With labels the classes of each area are shown too. From both follows a suggestion which areas to label, which to keep unlabelled and which to test on.</source>
      <translation>Mit Labels werden auch die Klassen jedes Gebiets gezeigt. Aus beidem folgt ein Vorschlag, welche Gebiete zu labeln sind, welche ohne Labels bleiben und auf welchen zu testen ist.</translation>
    </message>
    <message>
      <source>One image per training area: what the model learned from, or may learn from. Rasters or Sentinel-2 products as downloaded, with the bands that the model wants.</source>
      <translation>Ein Bild je Trainingsgebiet: woraus das Modell gelernt hat oder lernen kann. Raster oder Sentinel-2-Produkte wie heruntergeladen, mit den Kanälen, die das Modell verlangt.</translation>
    </message>
    <message>
      <source>One image per area where the model is to be used.</source>
      <translation>Ein Bild je Gebiet, in dem das Modell eingesetzt werden soll.</translation>
    </message>
    <message>
      <source>Folder of the model through whose eyes the areas are compared; it is read only. Any model that takes the images' bands will do, but the verdict is about this one.</source>
      <translation>Ordner des Modells, durch dessen Augen die Gebiete verglichen werden; er wird nur gelesen. Jedes Modell, das die Kanäle der Bilder nimmt, eignet sich, aber das Urteil gilt für dieses.</translation>
    </message>
    <message>
      <source>A map or a vector layer of classes that covers some of the areas, in any CRS. Areas that it does not cover count as not labelled.</source>
      <translation>Eine Karte oder ein Vektorlayer mit Klassen, die einige der Gebiete bedeckt, in beliebigem KBS. Gebiete, die sie nicht bedeckt, gelten als nicht gelabelt.</translation>
    </message>
    <message>
      <source>One cloud mask per training area, in the same order. Without them an image's own scene classification is used, if it has one; else all pixels count as clear, and clouds look like nothing in training.</source>
      <translation>Eine Wolkenmaske je Trainingsgebiet, in derselben Reihenfolge. Ohne sie gilt die eigene Szenenklassifikation eines Bildes, wenn es eine hat; sonst gelten alle Pixel als wolkenfrei, und Wolken gleichen nichts aus dem Training.</translation>
    </message>
    <message>
      <source>The same for the target areas.</source>
      <translation>Dasselbe für die Zielgebiete.</translation>
    </message>
    <message>
      <source>Side of the squares that are compared. Smaller ones give more patches of small areas, larger ones see more of the pattern of the land.</source>
      <translation>Seitenlänge der Quadrate, die verglichen werden. Kleinere ergeben mehr Ausschnitte kleiner Gebiete, größere sehen mehr vom Muster des Landes.</translation>
    </message>
    <message>
      <source>The comparison as one page that needs nothing else: verdicts, the picture of what the areas look like, the overlaps as heat maps, classes by area, the suggested split.</source>
      <translation>Der Vergleich als eine Seite, die nichts weiter braucht: Urteile, das Bild davon, wie die Gebiete aussehen, die Überlappungen als Heatmaps, Klassen nach Gebiet, die vorgeschlagene Aufteilung.</translation>
    </message>
    <message>
      <source>The same for programs: areas (patches, classes, outline of the region in the plane), verdicts (outside, level, sentence), iou and iot (rows are the training areas and, last, all of them; columns the targets), split, embedding (number of the area, x, y of each patch).</source>
      <translation>Dasselbe für Programme: areas (Ausschnitte, Klassen, Umriss des Bereichs in der Ebene), verdicts (outside, level, sentence), iou und iot (Zeilen sind die Trainingsgebiete und zuletzt alle zusammen; Spalten die Ziele), split, embedding (Nummer des Gebiets, x, y jedes Ausschnitts).</translation>
    </message>
    <message>
      <source>For the first target area: how unlike the training areas each clear pixel is, 0 to 1: the share of training pixels that look more typical. Near 1 over wide land means that the model has not seen such colours; land that is only darker hardly shows here, but in the verdict. -1 is nodata. For other targets run again with another one first.</source>
      <translation>Für das erste Zielgebiet: wie unähnlich jedes wolkenfreie Pixel den Trainingsgebieten ist, 0 bis 1: der Anteil der Trainingspixel, die typischer aussehen. Nahe 1 auf weiter Fläche heißt, dass das Modell solche Farben nicht gesehen hat; Land, das nur dunkler ist, zeigt sich hier kaum, wohl aber im Urteil. -1 ist Nodata. Für andere Ziele noch einmal mit einem anderen an erster Stelle starten.</translation>
    </message>
    <message>
      <source>Largest share of a target area, 0 to 1, that looks like nothing in training.</source>
      <translation>Größter Anteil eines Zielgebiets, 0 bis 1, der nichts aus dem Training gleicht.</translation>
    </message>
    <message>
      <source>Smallest share, 0 to 1, of what a target area looks like that all training areas together cover.</source>
      <translation>Kleinster Anteil, 0 bis 1, des Aussehens eines Zielgebiets, den alle Trainingsgebiete zusammen abdecken.</translation>
    </message>
    <message>
      <source>Estimates, for every pixel of a class map, the probability that its class is right, from all that is known of it: the probabilities of the classes, the agreement of the dates, the agreement with the external map, the evidence of the correction, and the class itself. Give what you have; the more, the better.</source>
      <translation>Schätzt für jedes Pixel einer Klassenkarte die Wahrscheinlichkeit, dass seine Klasse richtig ist, aus allem, was darüber bekannt ist: den Wahrscheinlichkeiten der Klassen, der Übereinstimmung der Termine, der Übereinstimmung mit der externen Karte, dem Beleg der Korrektur und der Klasse selbst. Geben Sie an, was Sie haben; je mehr, desto besser.</translation>
    </message>
    <message>
      <source>With a reference (a map, polygons or labelled points), the confidence is fitted to it. It never falls where a piece of evidence becomes stronger. Before it is used it is judged on blocks of land that it was not fitted to: how well it finds errors, beside the largest probability and the other pieces of evidence, and how true its numbers are. Where all evidence together does no better there than the probability alone, the probability alone is used.</source>
      <translation>Mit einer Referenz (einer Karte, Polygonen oder gelabelten Punkten) wird die Konfidenz an sie angepasst. Sie sinkt nie, wo ein Beleg stärker wird. Bevor sie verwendet wird, wird sie auf Blöcken von Land beurteilt, an die sie nicht angepasst wurde: wie gut sie Fehler findet, neben der größten Wahrscheinlichkeit und den anderen Belegen, und wie wahr ihre Zahlen sind. Wo alle Belege zusammen dort nicht besser sind als die Wahrscheinlichkeit allein, wird die Wahrscheinlichkeit allein verwendet.</translation>
    </message>
    <message>
      <source>What was fitted can be saved and carried over to other maps of the same classes. Without a reference and without a fitted file, the probability and the external map tell it, as Correct does if it is asked for the same way (CONFIDENCE_BY): honest only if the classification did not learn from the external map at these pixels.</source>
      <translation>Was angepasst wurde, lässt sich speichern und auf andere Karten derselben Klassen übertragen. Ohne Referenz und ohne gespeicherte Anpassung ergibt sie sich aus der Wahrscheinlichkeit und der externen Karte, wie „Mit externer Karte korrigieren“ sie auf dieselbe Weise schätzt (CONFIDENCE_BY): ehrlich nur, wenn die Klassifikation an diesen Pixeln nicht aus der externen Karte gelernt hat.</translation>
    </message>
    <message>
      <source>The class map, usually the corrected one. Its grid is the grid of the confidence.</source>
      <translation>Die Klassenkarte, gewöhnlich die korrigierte. Ihr Gitter ist das Gitter der Konfidenz.</translation>
    </message>
    <message>
      <source>The probabilities that Fuse wrote, one band a class; or those that Correct wrote, if it used the clusters as evidence.</source>
      <translation>Die Wahrscheinlichkeiten, die „Termine fusionieren“ geschrieben hat, ein Kanal je Klasse; oder die aus „Mit externer Karte korrigieren“, wenn dort die Cluster als Belege dienten.</translation>
    </message>
    <message>
      <source>The agreement of the dates that Fuse wrote.</source>
      <translation>Die Übereinstimmung der Termine, die „Termine fusionieren“ geschrieben hat.</translation>
    </message>
    <message>
      <source>The external map in the classes of the map, as Harmonise writes it. A class that it shows nowhere is neither confirmed nor doubted by it.</source>
      <translation>Die externe Karte in den Klassen der Karte, wie „Externe Karte harmonisieren“ sie schreibt. Eine Klasse, die sie nirgends zeigt, wird von ihr weder bestätigt noch bezweifelt.</translation>
    </message>
    <message>
      <source>The evidence that Correct wrote.</source>
      <translation>Der Beleg, den „Mit externer Karte korrigieren“ geschrieben hat.</translation>
    </message>
    <message>
      <source>What is true: a class map, polygons, or labelled points. A class above or below that of the map does not contradict it. Needed are 50 pixels with a class, 5 of them right and 5 wrong; of many, 100 000 spread evenly are used. On its own pixels the fitted layer has seen the answer: judge it by the figures of the land held out.</source>
      <translation>Was wahr ist: eine Klassenkarte, Polygone oder gelabelte Punkte. Eine Klasse über oder unter der der Karte widerspricht ihr nicht. Nötig sind 50 Pixel mit einer Klasse, davon 5 richtige und 5 falsche; von vielen werden 100 000 gleichmäßig verteilte verwendet. Auf ihren eigenen Pixeln hat der angepasste Layer die Antwort gesehen: Beurteilen Sie ihn nach den Kennzahlen des zurückgehaltenen Landes.</translation>
    </message>
    <message>
      <source>A fitted confidence of another map to carry over to this one. It needs the same pieces of evidence; classes that it does not know count as average ones. How well it does here cannot be told without a reference here.</source>
      <translation>Eine angepasste Konfidenz einer anderen Karte, die auf diese übertragen wird. Sie braucht dieselben Belege; Klassen, die sie nicht kennt, zählen als durchschnittliche. Wie gut sie hier ist, lässt sich ohne Referenz hier nicht sagen.</translation>
    </message>
    <message>
      <source>How the confidence is estimated where neither a reference nor a fitted file is given. odds, the default here and in Produce: the probability, raised where the external map agrees and lowered where it does not, as far as its word has weight here; finds errors better where the external map is coarse or old, as most are. isotonic, the default of Correct: how often the external map confirms the class at pixels of this probability; good where the external map is better than the classification, because then it measures this. Without an external map it is the probability itself.</source>
      <translation>Wie die Konfidenz geschätzt wird, wenn weder eine Referenz noch eine gespeicherte Anpassung angegeben ist. odds, hier und in „Landbedeckungskarte erstellen“ voreingestellt: die Wahrscheinlichkeit, erhöht, wo die externe Karte übereinstimmt, und gesenkt, wo nicht, soweit deren Wort hier Gewicht hat; findet Fehler besser, wo die externe Karte grob oder alt ist, wie die meisten. isotonic, voreingestellt in „Mit externer Karte korrigieren“: wie oft die externe Karte die Klasse an Pixeln dieser Wahrscheinlichkeit bestätigt; gut, wo die externe Karte besser ist als die Klassifikation, denn dann wird damit eben dies gemessen. Ohne externe Karte ist es die Wahrscheinlichkeit selbst.</translation>
    </message>
    <message>
      <source>Decides which reference pixels are used and how blocks are drawn. The same seed gives the same result.</source>
      <translation>Entscheidet, welche Referenzpixel verwendet und wie Blöcke gezogen werden. Derselbe Startwert ergibt dasselbe Ergebnis.</translation>
    </message>
    <message>
      <source>The probability that the class is right, 0 to 1; nodata where there is no class or a piece of evidence is missing.</source>
      <translation>Die Wahrscheinlichkeit, dass die Klasse richtig ist, 0 bis 1; Nodata, wo es keine Klasse gibt oder ein Beleg fehlt.</translation>
    </message>
    <message>
      <source>What was fitted, as JSON that can be read and carried over: the effect of each piece of evidence, what it was fitted to, and the figures of the land held out.</source>
      <translation>Was angepasst wurde, als JSON, das lesbar und übertragbar ist: die Wirkung jedes Belegs, woran angepasst wurde, und die Kennzahlen des zurückgehaltenen Landes.</translation>
    </message>
    <message>
      <source>How often a right pixel has a higher confidence than a wrong one, on land held out; 0.5 is chance, 1 perfect.</source>
      <translation>Wie oft ein richtiges Pixel eine höhere Konfidenz hat als ein falsches, auf zurückgehaltenem Land; 0,5 ist Zufall, 1 vollkommen.</translation>
    </message>
    <message>
      <source>The same for the largest probability on the same pixels.</source>
      <translation>Dasselbe für die größte Wahrscheinlichkeit an denselben Pixeln.</translation>
    </message>
    <message>
      <source>Expected calibration error on land held out: how far confidence is from the share of right pixels, on average, 0 to 1.</source>
      <translation>Erwarteter Kalibrierungsfehler auf zurückgehaltenem Land: wie weit die Konfidenz im Mittel vom Anteil richtiger Pixel entfernt ist, 0 bis 1.</translation>
    </message>
    <message>
      <source>Corrects a land-cover map with the help of an older or coarser one, and says for every pixel how far it can be trusted and why (method: Fonteix et al. 2021).</source>
      <translation>Korrigiert eine Landbedeckungskarte mithilfe einer älteren oder gröberen und sagt für jedes Pixel, wie weit ihm zu trauen ist und warum (Verfahren: Fonteix et al. 2021).</translation>
    </message>
    <message>
      <source>Each class is looked at on its own. Where the class map and the external map agree, the pixel is reliable, and the agreeing areas show which clusters of the mosaic the class consists of. Every other pixel of the class is judged by its cluster: connected to an agreeing area it is accepted if its cluster occurs there, else rejected and given the next probable class; away from all agreeing areas it is kept, with a reliability that tells whether some agreeing area nearby looks like it.</source>
      <translation>Jede Klasse wird für sich betrachtet. Wo die Klassenkarte und die externe Karte übereinstimmen, ist das Pixel zuverlässig, und die übereinstimmenden Flächen zeigen, aus welchen Clustern des Mosaiks die Klasse besteht. Jedes andere Pixel der Klasse wird nach seinem Cluster beurteilt: Mit einer übereinstimmenden Fläche verbunden, wird es bestätigt, wenn sein Cluster dort vorkommt, sonst verworfen und erhält die nächstwahrscheinliche Klasse; abseits aller übereinstimmenden Flächen wird es beibehalten, mit einer Zuverlässigkeit, die sagt, ob eine übereinstimmende Fläche in der Nähe ihm gleicht.</translation>
    </message>
    <message>
      <source>Reliability: 1 high, 2 medium, 3 low, 0 not assessed.</source>
      <translation>Zuverlässigkeit: 1 hoch, 2 mittel, 3 niedrig, 0 nicht bewertet.</translation>
    </message>
    <message>
      <source>Evidence, the reason: 1 the external map agrees (high). 2 accepted, because it is connected to an agreeing area and looks like it (high). 3 away from agreeing areas, but one nearby looks like it (medium). 4 away from agreeing areas and unlike those nearby; kept (low). 5 rejected and given another class (low), or none where there are no probabilities (not assessed). 6 looks different, but keeps a river in one piece (low). 7 the class was not compared with the external map (not assessed). 8 looks different, but its class stayed the most probable one (low). 9 reviewed by a person.</source>
      <translation>Beleg, der Grund: 1 die externe Karte stimmt überein (hoch). 2 bestätigt, weil mit einer übereinstimmenden Fläche verbunden und ihr ähnlich (hoch). 3 abseits übereinstimmender Flächen, aber eine in der Nähe sieht ähnlich aus (mittel). 4 abseits übereinstimmender Flächen und denen in der Nähe unähnlich; beibehalten (niedrig). 5 verworfen und mit anderer Klasse versehen (niedrig), oder ohne Klasse, wenn es keine Wahrscheinlichkeiten gibt (nicht bewertet). 6 sieht anders aus, hält aber einen Fluss zusammen (niedrig). 7 die Klasse wurde nicht mit der externen Karte verglichen (nicht bewertet). 8 sieht anders aus, aber die Klasse blieb die wahrscheinlichste (niedrig). 9 von einer Person geprüft.</translation>
    </message>
    <message>
      <source>All inputs are brought to the grid of the class map, which may have any size: the maps are seen in blocks, and what has to be known of other blocks stands in tables. For the time of the run the disk of the results holds copies of the maps, 5 bytes a pixel, 7 with a confidence (more where class ids exceed 255), and in the end each result twice while it is laid out.</source>
      <translation>Alle Eingaben werden auf das Gitter der Klassenkarte gebracht, die beliebig groß sein darf: Die Karten werden in Blöcken gesehen, und was von anderen Blöcken bekannt sein muss, steht in Tabellen. Während des Laufs liegen auf dem Datenträger der Ergebnisse Kopien der Karten, 5 Byte je Pixel, 7 mit einer Konfidenz (mehr, wenn Klassennummern über 255 liegen), und am Ende jedes Ergebnis doppelt, während es zusammengestellt wird.</translation>
    </message>
    <message>
      <source>The map to correct, as Fuse writes it: one band of class ids, 0 where there is no class.</source>
      <translation>Die zu korrigierende Karte, wie „Termine fusionieren“ sie schreibt: ein Kanal mit Klassennummern, 0, wo es keine Klasse gibt.</translation>
    </message>
    <message>
      <source>The older or coarser map, in the class scheme of the class map (see Harmonise). 0 where it says nothing. It may hold broader classes of the scheme: open land confirms grass.</source>
      <translation>Die ältere oder gröbere Karte im Klassenschema der Klassenkarte (siehe „Externe Karte harmonisieren“). 0, wo sie nichts sagt. Sie darf breitere Klassen des Schemas enthalten: Offenland bestätigt Gras.</translation>
    </message>
    <message>
      <source>Cluster of each pixel of the mosaic, 1 to 255, as Cluster writes it; 0 where the mosaic has no data.</source>
      <translation>Cluster jedes Pixels des Mosaiks, 1 bis 255, wie „Spektrale Cluster“ ihn schreibt; 0, wo das Mosaik keine Daten hat.</translation>
    </message>
    <message>
      <source>The fused probabilities of the classes. They choose the new class of a rejected pixel and give the confidence; without them rejected pixels are left without a class.</source>
      <translation>Die fusionierten Wahrscheinlichkeiten der Klassen. Sie bestimmen die neue Klasse eines verworfenen Pixels und ergeben die Konfidenz; ohne sie bleiben verworfene Pixel ohne Klasse.</translation>
    </message>
    <message>
      <source>Share of dates that agree with the class map, as Fuse writes it. Used for the confidence when there are no probabilities.</source>
      <translation>Anteil der Termine, die mit der Klassenkarte übereinstimmen, wie „Termine fusionieren“ ihn schreibt. Für die Konfidenz verwendet, wenn es keine Wahrscheinlichkeiten gibt.</translation>
    </message>
    <message>
      <source>Class scheme of the class map and the external map: a built-in name such as basic6, or a file. Only needed where the files do not tell it.</source>
      <translation>Klassenschema der Klassenkarte und der externen Karte: ein eingebauter Name wie basic6 oder eine Datei. Nur nötig, wenn die Dateien es nicht nennen.</translation>
    </message>
    <message>
      <source>Names or ids of the classes to compare with the external map, separated by commas (by semicolons if a name holds a comma). Empty: every class that occurs in the external map here, itself or as a broader class.</source>
      <translation>Namen oder Nummern der Klassen, die mit der externen Karte verglichen werden, durch Kommas getrennt (durch Semikolons, wenn ein Name ein Komma enthält). Leer: jede Klasse, die hier in der externen Karte vorkommt, selbst oder als breitere Klasse.</translation>
    </message>
    <message>
      <source>Whether pixels that touch only at a corner are connected: 8 yes, 4 no.</source>
      <translation>Ob Pixel, die sich nur an einer Ecke berühren, verbunden sind: 8 ja, 4 nein.</translation>
    </message>
    <message>
      <source>Agreeing areas smaller than this stay reliable, but their clusters say nothing about other pixels.</source>
      <translation>Kleinere übereinstimmende Flächen bleiben zuverlässig, aber ihre Cluster sagen nichts über andere Pixel.</translation>
    </message>
    <message>
      <source>A cluster speaks for the class if it covers at least this share of an agreeing area, in percent (and at least 2 pixels). Higher values reject more.</source>
      <translation>Ein Cluster spricht für die Klasse, wenn er mindestens diesen Anteil einer übereinstimmenden Fläche bedeckt, in Prozent (und mindestens 2 Pixel). Höhere Werte verwerfen mehr.</translation>
    </message>
    <message>
      <source>How far away an agreeing area may lie, in pixels, to speak for pixels that are not connected to any.</source>
      <translation>Wie weit eine übereinstimmende Fläche entfernt sein darf, in Pixeln, um für Pixel zu sprechen, die mit keiner verbunden sind.</translation>
    </message>
    <message>
      <source>How far away an agreeing area may lie, in pixels, to speak for pixels that are connected to it. 0: any distance.</source>
      <translation>Wie weit eine übereinstimmende Fläche entfernt sein darf, in Pixeln, um für Pixel zu sprechen, die mit ihr verbunden sind. 0: beliebig weit.</translation>
    </message>
    <message>
      <source>The probability of a rejected class is multiplied by this before the most probable class is taken. 0 never keeps a rejected class; 1 always keeps the most probable class.</source>
      <translation>Die Wahrscheinlichkeit einer verworfenen Klasse wird hiermit multipliziert, bevor die wahrscheinlichste Klasse genommen wird. 0 behält eine verworfene Klasse nie; 1 behält immer die wahrscheinlichste Klasse.</translation>
    </message>
    <message>
      <source>Classes whose parts are kept connected across rejected pixels, such as rivers; names or ids separated by commas. Empty: none.</source>
      <translation>Klassen, deren Teile über verworfene Pixel hinweg zusammenhängend gehalten werden, etwa Flüsse; Namen oder Nummern, durch Kommas getrennt. Leer: keine.</translation>
    </message>
    <message>
      <source>Longest gap, in rejected pixels, that is bridged for such a class. Time and memory grow with it: hundreds are fine, thousands are slow.</source>
      <translation>Längste Lücke, in verworfenen Pixeln, die bei einer solchen Klasse überbrückt wird. Zeit und Speicherbedarf wachsen damit: Hunderte gehen gut, Tausende sind langsam.</translation>
    </message>
    <message>
      <source>Pixels of one cluster look alike, so the others tell something of a pixel whose class is unsure. If this is on, each class's probability is weighed by how common the class is in the pixel's cluster, the classes are decided anew, and all that follows starts from them. It is done only where it demonstrably helps: where the external map, which had no part in it, is then better foretold than before.</source>
      <translation>Pixel eines Clusters sehen ähnlich aus; darum sagen die anderen etwas über ein Pixel, dessen Klasse unsicher ist. Ist dies eingeschaltet, wird die Wahrscheinlichkeit jeder Klasse damit gewichtet, wie häufig die Klasse im Cluster des Pixels ist, die Klassen werden neu bestimmt, und alles Weitere geht davon aus. Es geschieht nur, wo es nachweislich hilft: wo sich die externe Karte, die daran nicht beteiligt war, danach besser vorhersagen lässt als vorher.</translation>
    </message>
    <message>
      <source>How the confidence is estimated. isotonic, the default of Correct: how often the external map confirms the class at pixels of this probability; good where the external map is better than the classification, because then it measures this. odds, the default of Produce and of Confidence: the probability, raised where the external map agrees and lowered where it does not, as far as its word has weight here; finds errors better where the external map is coarse or old, as most are.</source>
      <translation>Wie die Konfidenz geschätzt wird. isotonic, hier voreingestellt: wie oft die externe Karte die Klasse an Pixeln dieser Wahrscheinlichkeit bestätigt; gut, wo die externe Karte besser ist als die Klassifikation, denn dann wird damit eben dies gemessen. odds, voreingestellt in „Landbedeckungskarte erstellen“ und „Konfidenz aus allen Belegen“: die Wahrscheinlichkeit, erhöht, wo die externe Karte übereinstimmt, und gesenkt, wo nicht, soweit deren Wort hier Gewicht hat; findet Fehler besser, wo die externe Karte grob oder alt ist, wie die meisten.</translation>
    </message>
    <message>
      <source>About how much memory the correction may take, beyond the 400 MiB of the program itself. With less, blocks are smaller and it takes longer; the result is the same.</source>
      <translation>Wie viel Arbeitsspeicher die Korrektur etwa nehmen darf, über die 400 MiB des Programms selbst hinaus. Mit weniger sind die Blöcke kleiner, und es dauert länger; das Ergebnis ist dasselbe.</translation>
    </message>
    <message>
      <source>Address of a Dask scheduler, as host:port, whose workers judge the pixels and look for links that keep classes connected; empty for this computer alone. Blocks of the maps are sent to them, so that they need no files; the result is that of one computer. It pays with LOCAL_RADIUS, and with many fragments of classes to keep connected; other maps are corrected as fast by one computer. A scheduler is started by python -m distributed.cli.dask_scheduler, a worker by python surecover/core/engine worker HOST:PORT on each computer that shall help.</source>
      <translation>Adresse eines Dask-Schedulers, als Host:Port, dessen Worker die Pixel beurteilen und nach Verbindungen suchen, die Klassen zusammenhalten; leer für diesen Rechner allein. Blöcke der Karten werden ihnen geschickt, sodass sie keine Dateien brauchen; das Ergebnis ist das eines einzelnen Rechners. Es lohnt sich mit LOCAL_RADIUS und bei vielen Bruchstücken zusammenzuhaltender Klassen; andere Karten korrigiert ein Rechner ebenso schnell. Einen Scheduler startet python -m distributed.cli.dask_scheduler, einen Worker python surecover/core/engine worker HOST:PORT auf jedem Rechner, der helfen soll.</translation>
    </message>
    <message>
      <source>The corrected class map; 0 where there is no class.</source>
      <translation>Die korrigierte Klassenkarte; 0, wo es keine Klasse gibt.</translation>
    </message>
    <message>
      <source>Reliability of each pixel: 1 high, 2 medium, 3 low, 0 not assessed or no class.</source>
      <translation>Zuverlässigkeit jedes Pixels: 1 hoch, 2 mittel, 3 niedrig, 0 nicht bewertet oder keine Klasse.</translation>
    </message>
    <message>
      <source>Why each pixel has its class and its reliability: codes 1 to 9 as listed above, 0 where there is no class.</source>
      <translation>Warum jedes Pixel seine Klasse und seine Zuverlässigkeit hat: Codes 1 bis 9 wie oben aufgeführt, 0, wo es keine Klasse gibt.</translation>
    </message>
    <message>
      <source>The probabilities that were used: those given, with the clusters' evidence if that was heard.</source>
      <translation>Die verwendeten Wahrscheinlichkeiten: die gegebenen, mit dem Beleg der Cluster, wenn dieser gehört wurde.</translation>
    </message>
    <message>
      <source>Estimated probability, 0 to 1, that the class is right, without reference data: how often the external map confirms the class at pixels of this probability (for classes with fewer than 500 comparable pixels the probability itself), or by odds, see above. Only honest where the classification was not trained on this external map at these pixels.</source>
      <translation>Geschätzte Wahrscheinlichkeit, 0 bis 1, dass die Klasse richtig ist, ohne Referenzdaten: wie oft die externe Karte die Klasse an Pixeln dieser Wahrscheinlichkeit bestätigt (für Klassen mit weniger als 500 vergleichbaren Pixeln die Wahrscheinlichkeit selbst), oder nach odds, siehe oben. Nur ehrlich, wo die Klassifikation an diesen Pixeln nicht mit dieser externen Karte trainiert wurde.</translation>
    </message>
    <message>
      <source>Confidence score: share of high reliability among the pixels of the checked classes. Missing if no pixel was assessed.</source>
      <translation>Konfidenzwert: Anteil hoher Zuverlässigkeit an den Pixeln der geprüften Klassen. Fehlt, wenn kein Pixel bewertet wurde.</translation>
    </message>
    <message>
      <source>Pixels of the checked classes with high reliability.</source>
      <translation>Pixel der geprüften Klassen mit hoher Zuverlässigkeit.</translation>
    </message>
    <message>
      <source>Pixels of the checked classes with medium reliability.</source>
      <translation>Pixel der geprüften Klassen mit mittlerer Zuverlässigkeit.</translation>
    </message>
    <message>
      <source>Pixels of the checked classes with low reliability.</source>
      <translation>Pixel der geprüften Klassen mit niedriger Zuverlässigkeit.</translation>
    </message>
    <message>
      <source>Learns from an old or coarse map of the place itself, without any model, so that the result can be compared with that map: no pixel is predicted by a network that saw the old map's class there. A network that had seen it would repeat the old map's mistakes, and the old map would confirm them.</source>
      <translation>Lernt aus einer alten oder groben Karte des Ortes selbst, ohne jedes Modell, und so, dass sich das Ergebnis mit dieser Karte vergleichen lässt: Kein Pixel wird von einem Netz vorhergesagt, das die Klasse der alten Karte dort gesehen hat. Ein Netz, das sie gesehen hätte, würde die Fehler der alten Karte wiederholen, und die alte Karte würde sie bestätigen.</translation>
    </message>
    <message>
      <source>The area is cut into contiguous blocks along the old map's own cells, dealt into folds. For each fold a network learns from the other folds, with a gap of as far as the network looks and no less than a cell of the old map; then every image is predicted, each fold by the network that did not learn there. One more network learns from everything and is kept as a model for next time.</source>
      <translation>Das Gebiet wird entlang der Zellen der alten Karte in zusammenhängende Blöcke zerlegt, die auf Teile (Folds) verteilt werden. Für jeden Teil lernt ein Netz aus den anderen, mit einem Abstand so weit, wie das Netz schaut, und nicht weniger als einer Zelle der alten Karte; dann wird jedes Bild vorhergesagt, jeder Teil von dem Netz, das dort nicht gelernt hat. Ein weiteres Netz lernt aus allem und wird als Modell für das nächste Mal behalten.</translation>
    </message>
    <message>
      <source>Produce a land-cover map does this by itself when no model is given. Here the steps can be chosen: fuse the probabilities with Fuse dates, then Correct with an external map.</source>
      <translation>„Landbedeckungskarte erstellen“ tut dies von selbst, wenn kein Modell angegeben ist. Hier lassen sich die Schritte wählen: die Wahrscheinlichkeiten mit „Termine fusionieren“ zusammenführen, dann „Mit externer Karte korrigieren“.</translation>
    </message>
    <message>
      <source>auto: a small U-Net whose depth follows from the size of the area. Otherwise as in Train a model, for example random_forest, which looks at every pixel alone.</source>
      <translation>auto: ein kleines U-Net, dessen Tiefe sich aus der Größe des Gebiets ergibt. Sonst wie in „Modell trainieren“, zum Beispiel random_forest, das jedes Pixel für sich betrachtet.</translation>
    </message>
    <message>
      <source>How often the training sees the patches of an epoch; 0 chooses epochs and patches by the size of the area.</source>
      <translation>Wie oft das Training die Ausschnitte einer Epoche sieht; 0 wählt Epochen und Ausschnitte nach der Größe des Gebiets.</translation>
    </message>
    <message>
      <source>After so many epochs, and again and again, only those labels go on to teach that the network agrees with (Yu et al. 2021, who take 5), with rare classes protected; models of single pixels are refined once. 0 never does.</source>
      <translation>Nach so vielen Epochen, und immer wieder, lehren nur noch die Labels weiter, mit denen das Netz übereinstimmt (Yu et al. 2021, die 5 nehmen), wobei seltene Klassen geschützt sind; Modelle einzelner Pixel werden einmal verfeinert. 0 tut es nie.</translation>
    </message>
    <message>
      <source>How the weights are changed: adam (Pollatos et al.), adamw, or sgd with momentum 0.9 (Yu et al. 2021).</source>
      <translation>Wie die Gewichte geändert werden: adam (Pollatos et al.), adamw, oder sgd mit Momentum 0,9 (Yu et al. 2021).</translation>
    </message>
    <message>
      <source>Number of parts that are predicted in turn by networks that learned from the others. More take longer and leave more to learn from.</source>
      <translation>Anzahl der Teile, die reihum von Netzen vorhergesagt werden, die aus den anderen gelernt haben. Mehr dauern länger und lassen mehr zum Lernen.</translation>
    </message>
    <message>
      <source>The old map as it was before it was brought to the images' grid: blocks follow its cells, and the gap is at least one of them. Needed if LABELS is such a resampled map; otherwise the labels' own cells count.</source>
      <translation>Die alte Karte, wie sie war, bevor sie auf das Gitter der Bilder gebracht wurde: Blöcke folgen ihren Zellen, und der Abstand ist mindestens eine davon. Nötig, wenn LABELS eine solche umgerechnete Karte ist; sonst zählen die Zellen der Labels selbst.</translation>
    </message>
    <message>
      <source>Names for the results, one per image, separated by commas; empty for the images' dates.</source>
      <translation>Namen für die Ergebnisse, einer je Bild, durch Kommas getrennt; leer für die Daten der Bilder.</translation>
    </message>
    <message>
      <source>Name of the model in lists.</source>
      <translation>Name des Modells in Listen.</translation>
    </message>
    <message>
      <source>Licence of the model, an SPDX name such as CC-BY-4.0. A model may be bound by the licences of its images and labels.</source>
      <translation>Lizenz des Modells, ein SPDX-Name wie CC-BY-4.0. Ein Modell kann an die Lizenzen seiner Bilder und Labels gebunden sein.</translation>
    </message>
    <message>
      <source>Folder with probabilities_ and map_ with the date of every image, as .tif, on the grid of the first one; where an image is not clear they are nodata.</source>
      <translation>Ordner mit probabilities_ und map_ mit dem Datum jedes Bildes, als .tif, auf dem Gitter des ersten; wo ein Bild nicht wolkenfrei ist, sind sie Nodata.</translation>
    </message>
    <message>
      <source>Folder of the model that learned from everything; its card holds the figures of the folds. It has seen the old map everywhere: do not use it with the same old map at the same place where reliability matters.</source>
      <translation>Ordner des Modells, das aus allem gelernt hat; sein Steckbrief enthält die Kennzahlen der Teile. Es hat die alte Karte überall gesehen: Verwenden Sie es nicht mit derselben alten Karte am selben Ort, wo es auf Zuverlässigkeit ankommt.</translation>
    </message>
    <message>
      <source>Share of the labelled pixels whose predicted class does not contradict the old map, over all images.</source>
      <translation>Anteil der gelabelten Pixel, deren vorhergesagte Klasse der alten Karte nicht widerspricht, über alle Bilder.</translation>
    </message>
    <message>
      <source>Tells how well a model would predict land that it has not seen: the labelled land is dealt into folds, each fold is held out once while a new model learns from the others, and judged by that model. The figures are means over the folds, with their standard deviation, at each level of the classes (after Pollatos et al.).</source>
      <translation>Sagt, wie gut ein Modell Land vorhersagen würde, das es nicht gesehen hat: Das gelabelte Land wird auf Teile (Folds) verteilt, jeder wird einmal zurückgehalten, während ein neues Modell aus den anderen lernt, und von diesem Modell beurteilt. Die Kennzahlen sind Mittel über die Teile, mit ihrer Standardabweichung, auf jeder Ebene der Klassen (nach Pollatos et al.).</translation>
    </message>
    <message>
      <source>Each fold is contiguous land: your zones, or blocks of the image. Around the fold that is held out a gap teaches nothing, because neighbouring pixels resemble each other. Beside them stand random patches of the same land, which lie among those that were learned from: their figures are what to expect where labels are scattered all over the area, and too good for new land.</source>
      <translation>Jeder Teil ist zusammenhängendes Land: Ihre Zonen oder Blöcke des Bildes. Um den zurückgehaltenen Teil lehrt ein Abstand nichts, weil benachbarte Pixel sich ähneln. Daneben stehen zufällige Ausschnitte desselben Landes, die zwischen denen liegen, aus denen gelernt wurde: Ihre Kennzahlen sind zu erwarten, wo Labels über das ganze Gebiet verstreut sind, und zu gut für neues Land.</translation>
    </message>
    <message>
      <source>It takes as long as training once per fold, twice that with random patches. A run that was stopped or killed goes on where it stood when it is started again with the same settings; until then what it has finished stays beside HTML, or else JSON, in a folder with that name and .training at its end, which may be deleted. Without HTML and JSON nothing stays.</source>
      <translation>Es dauert so lange wie ein Training je Teil, mit zufälligen Ausschnitten doppelt so lange. Ein angehaltener oder abgestürzter Lauf geht dort weiter, wo er stand, wenn er mit denselben Einstellungen noch einmal gestartet wird; bis dahin bleibt das Fertige neben HTML, oder sonst JSON, in einem Ordner mit diesem Namen und der Endung .training, der gelöscht werden darf. Ohne HTML und JSON bleibt nichts.</translation>
    </message>
    <message>
      <source>No model is kept: Train a model makes the one to use, from all labels.</source>
      <translation>Es wird kein Modell behalten: „Modell trainieren“ macht das zu verwendende, aus allen Labels.</translation>
    </message>
    <message>
      <source>Number of folds, 2 to 20. With as many ZONES or fewer, each zone is a fold. More folds take longer and leave more to learn from in each.</source>
      <translation>Anzahl der Teile, 2 bis 20. Mit so vielen ZONES oder weniger ist jede Zone ein Teil. Mehr Teile dauern länger und lassen in jedem mehr zum Lernen.</translation>
    </message>
    <message>
      <source>Does the same once more with square patches dealt at random, of the side that PATCH says; 64 px for networks that know no patches. Without it the run takes half the time.</source>
      <translation>Tut dasselbe noch einmal mit zufällig verteilten quadratischen Ausschnitten der Seitenlänge, die PATCH nennt; 64 px für Netze, die keine Ausschnitte kennen. Ohne dies dauert der Lauf halb so lange.</translation>
    </message>
    <message>
      <source>The figures as one page that needs nothing else: contiguous areas beside random patches, by class and by fold, and the map of the folds.</source>
      <translation>Die Kennzahlen als eine Seite, die nichts weiter braucht: zusammenhängende Gebiete neben zufälligen Ausschnitten, nach Klasse und Teil, und die Karte der Teile.</translation>
    </message>
    <message>
      <source>All figures for programs, with the confusion matrix and the labels of every fold and all settings; null where a figure cannot be told, such as the user's accuracy of a class that was never predicted.</source>
      <translation>Alle Kennzahlen für Programme, mit der Konfusionsmatrix und den Labels jedes Teils und allen Einstellungen; null, wo sich eine nicht angeben lässt, etwa die Nutzergenauigkeit einer nie vorhergesagten Klasse.</translation>
    </message>
    <message>
      <source>Share of the held-out pixels whose prediction does not contradict their label: the mean of the contiguous folds.</source>
      <translation>Anteil der zurückgehaltenen Pixel, deren Vorhersage ihrem Label nicht widerspricht: das Mittel der zusammenhängenden Teile.</translation>
    </message>
    <message>
      <source>Mean IoU of the classes: the mean of the contiguous folds. Missing where no fold tells it.</source>
      <translation>Mittlere IoU der Klassen: das Mittel der zusammenhängenden Teile. Fehlt, wo kein Teil sie angibt.</translation>
    </message>
    <message>
      <source>Standard deviation of the overall accuracy over the contiguous folds, 0 to 1.</source>
      <translation>Standardabweichung der Gesamtgenauigkeit über die zusammenhängenden Teile, 0 bis 1.</translation>
    </message>
    <message>
      <source>Makes data to try SureCover with: dated Sentinel-2-like scenes of a made-up landscape, an old and coarser land-cover map of it in the form of CORINE, the true map, and named zones.</source>
      <translation>Erzeugt Daten, um SureCover auszuprobieren: datierte Szenen wie von Sentinel-2 einer erfundenen Landschaft, eine alte und gröbere Landbedeckungskarte davon in der Form von CORINE, die wahre Karte und benannte Zonen.</translation>
    </message>
    <message>
      <source>Spectra come from measurements on real Sentinel-2 scenes by class and season. Fields change from date to date, pixels mix at borders, towns mix within their pixels, slopes are lit unevenly, and haze, clouds and shadows stand over it. Whole objects changed since the old map was made: forest was cleared or planted, towns grew, lakes dried, fields changed their use.</source>
      <translation>Die Spektren stammen aus Messungen an echten Sentinel-2-Szenen nach Klasse und Jahreszeit. Felder ändern sich von Termin zu Termin, Pixel mischen sich an Grenzen, Orte mischen sich innerhalb ihrer Pixel, Hänge sind ungleich beleuchtet, und Dunst, Wolken und Schatten liegen darüber. Ganze Objekte haben sich geändert, seit die alte Karte gemacht wurde: Wald wurde gerodet oder gepflanzt, Orte wuchsen, Seen trockneten aus, Felder wurden anders genutzt.</translation>
    </message>
    <message>
      <source>The same seed gives the same landscape; a larger scene contains the smaller one in its middle. A landscape of this kind shows how the tools work, not how well they do on a real one.</source>
      <translation>Derselbe Startwert ergibt dieselbe Landschaft; eine größere Szene enthält die kleinere in ihrer Mitte. Eine solche Landschaft zeigt, wie die Werkzeuge arbeiten, nicht wie gut sie an einer echten sind.</translation>
    </message>
    <message>
      <source>Rows and columns of the scenes, pixels of 10 m.</source>
      <translation>Zeilen und Spalten der Szenen, Pixel von 10 m.</translation>
    </message>
    <message>
      <source>Number of scenes, spread from April to October 2021.</source>
      <translation>Anzahl der Szenen, von April bis Oktober 2021 verteilt.</translation>
    </message>
    <message>
      <source>Everything follows from this number. Seeds 1000 to 1059 trained the shipped models, 1100 to 1103 are those that their cards were checked on; take others to try them.</source>
      <translation>Alles folgt aus dieser Zahl. Die Startwerte 1000 bis 1059 trainierten die mitgelieferten Modelle, 1100 bis 1103 sind die, an denen ihre Steckbriefe geprüft wurden; nehmen Sie andere, um sie zu erproben.</translation>
    </message>
    <message>
      <source>Share of the pixels under cloud, mean of all dates, 0 to 0.9; some dates are clearer than others.</source>
      <translation>Anteil der Pixel unter Wolken, Mittel aller Termine, 0 bis 0,9; manche Termine sind klarer als andere.</translation>
    </message>
    <message>
      <source>Side of the external map's cells in metres.</source>
      <translation>Seitenlänge der Zellen der externen Karte in Metern.</translation>
    </message>
    <message>
      <source>Coordinate reference system of the external map; the scenes are in EPSG:32633.</source>
      <translation>Koordinatenbezugssystem der externen Karte; die Szenen sind in EPSG:32633.</translation>
    </message>
    <message>
      <source>corine: grid codes 1 to 44 of the CORINE rasters, to be harmonised; basic6: the classes of the true map.</source>
      <translation>corine: Gittercodes 1 bis 44 der CORINE-Raster, die zu harmonisieren sind; basic6: die Klassen der wahren Karte.</translation>
    </message>
    <message>
      <source>Where the data go: s2_DATE.tif and scl_DATE.tif for each date, external_map.tif, truth.tif and zones.gpkg.</source>
      <translation>Wohin die Daten kommen: s2_DATE.tif und scl_DATE.tif für jeden Termin, external_map.tif, truth.tif und zones.gpkg.</translation>
    </message>
    <message>
      <source>Share of pixels whose class changed since the old map was made, 0 to 1.</source>
      <translation>Anteil der Pixel, deren Klasse sich geändert hat, seit die alte Karte gemacht wurde, 0 bis 1.</translation>
    </message>
    <message>
      <source>Combines the class probabilities of several dates into one class map (Fonteix et al. 2021, section 2.2), with the fused probabilities, the share of dates that agree, and the entropy.</source>
      <translation>Führt die Klassenwahrscheinlichkeiten mehrerer Termine zu einer Klassenkarte zusammen (Fonteix et al. 2021, Abschnitt 2.2), mit den fusionierten Wahrscheinlichkeiten, dem Anteil übereinstimmender Termine und der Entropie.</translation>
    </message>
    <message>
      <source>The result lies on the grid of the first date; other dates are resampled to it. Classes are matched by their id, whatever the order of the bands, and come out in ascending order of id. Where two classes are equal, the lower id wins. Memory grows neither with the size of the rasters nor with the number of dates.</source>
      <translation>Das Ergebnis liegt auf dem Gitter des ersten Termins; andere Termine werden darauf umgerechnet. Klassen werden nach ihrer Nummer zugeordnet, gleich in welcher Reihenfolge die Kanäle stehen, und kommen in aufsteigender Nummer heraus. Sind zwei Klassen gleich, gewinnt die niedrigere Nummer. Der Speicherbedarf wächst weder mit der Größe der Raster noch mit der Zahl der Termine.</translation>
    </message>
    <message>
      <source>One raster per date, as classify writes them: one band per class, values 0 to 1. All dates must hold the same classes.</source>
      <translation>Ein Raster je Termin, wie „Einen Termin klassifizieren“ es schreibt: ein Kanal je Klasse, Werte 0 bis 1. Alle Termine müssen dieselben Klassen enthalten.</translation>
    </message>
    <message>
      <source>loglinear: weighted geometric mean of the probabilities (at least 0.002 each). mean: weighted arithmetic mean. majority: weighted votes of the dates' own most probable classes; equal votes go to the higher mean probability.</source>
      <translation>loglinear: gewichtetes geometrisches Mittel der Wahrscheinlichkeiten (jede mindestens 0,002). mean: gewichtetes arithmetisches Mittel. majority: gewichtete Stimmen der wahrscheinlichsten Klassen der einzelnen Termine; bei Stimmengleichheit gewinnt die höhere mittlere Wahrscheinlichkeit.</translation>
    </message>
    <message>
      <source>One number per date, or per period where periods are classified, separated by commas and in the order given; empty: 1 for every date. A date of weight 0 is left out, also from the agreement.</source>
      <translation>Eine Zahl je Termin, oder je Zeitraum, wenn Zeiträume klassifiziert werden, durch Kommas getrennt und in der gegebenen Reihenfolge; leer: 1 für jeden Termin. Ein Termin mit Gewicht 0 bleibt außen vor, auch bei der Übereinstimmung.</translation>
    </message>
    <message>
      <source>Factors by which classes are favoured (above 1) or held back (below 1; 0 rules a class out). Empty: none. completeness: 1.5 for classes called forest and water. Or names or ids with numbers, for example forest=1.5,water=1.2. Or one number per class in ascending order of class id. Plays no part in the method majority.</source>
      <translation>Faktoren, mit denen Klassen bevorzugt (über 1) oder zurückgehalten werden (unter 1; 0 schließt eine Klasse aus). Leer: keine. completeness: 1,5 für Klassen namens forest und water. Oder Namen oder Nummern mit Zahlen, zum Beispiel forest=1.5,water=1.2. Oder eine Zahl je Klasse in aufsteigender Klassennummer. Spielt beim Verfahren majority keine Rolle.</translation>
    </message>
    <message>
      <source>Class scheme of the probabilities, by whose class names the bands go: a built-in name such as basic6, or a file. Only needed where the files do not tell it; otherwise the bands are the classes 1, 2, 3 and so on.</source>
      <translation>Klassenschema der Wahrscheinlichkeiten, nach dessen Klassennamen die Kanäle heißen: ein eingebauter Name wie basic6 oder eine Datei. Nur nötig, wenn die Dateien es nicht nennen; sonst sind die Kanäle die Klassen 1, 2, 3 und so weiter.</translation>
    </message>
    <message>
      <source>Polygons in any CRS; pixels whose centre they do not cover are nodata.</source>
      <translation>Polygone in beliebigem KBS; Pixel, deren Mittelpunkt sie nicht bedecken, sind Nodata.</translation>
    </message>
    <message>
      <source>The most probable class of each pixel after fusion; 0 where no date was observed.</source>
      <translation>Die nach dem Fusionieren wahrscheinlichste Klasse jedes Pixels; 0, wo kein Termin beobachtet wurde.</translation>
    </message>
    <message>
      <source>One band per class, values 0 to 1, that sum to 1; nodata where no date was observed.</source>
      <translation>Ein Kanal je Klasse, Werte 0 bis 1, deren Summe 1 ist; Nodata, wo kein Termin beobachtet wurde.</translation>
    </message>
    <message>
      <source>Share of the observed dates whose own most probable class, before bias, is the fused class; weights play no part. 0 to 1, nodata -1.</source>
      <translation>Anteil der beobachteten Termine, deren eigene wahrscheinlichste Klasse, vor der Bevorzugung, die fusionierte Klasse ist; Gewichte spielen keine Rolle. 0 bis 1, Nodata -1.</translation>
    </message>
    <message>
      <source>How undecided the fused probabilities are: 0 one class is certain, 1 all classes are equally probable. Nodata -1.</source>
      <translation>Wie unentschieden die fusionierten Wahrscheinlichkeiten sind: 0 eine Klasse ist sicher, 1 alle Klassen sind gleich wahrscheinlich. Nodata -1.</translation>
    </message>
    <message>
      <source>Brings an external land-cover map, raster or vector, onto the reference grid and into the classes of SureCover: the external layer that the correction compares with.</source>
      <translation>Bringt eine externe Landbedeckungskarte, Raster oder Vektor, auf das Referenzgitter und in die Klassen von SureCover: den externen Layer, mit dem die Korrektur vergleicht.</translation>
    </message>
    <message>
      <source>CORINE, ESA WorldCover, Dynamic World and IGBP maps and OpenStreetMap layers (GDAL's, QuickOSM's, or Geofabrik's shapefiles as a folder or zip) are translated by built-in crosswalks and recognised by themselves where their codes and names leave no doubt; any other map needs a table with the columns from and to.</source>
      <translation>CORINE-, ESA-WorldCover-, Dynamic-World- und IGBP-Karten sowie OpenStreetMap-Layer (von GDAL, von QuickOSM, oder die Shapefiles von Geofabrik als Ordner oder zip) werden durch eingebaute Zuordnungen übersetzt und von selbst erkannt, wo ihre Codes und Namen keinen Zweifel lassen; jede andere Karte braucht eine Tabelle mit den Spalten from und to.</translation>
    </message>
    <message>
      <source>Rasters are resampled to the nearest value. Polygons are burnt where they cover a pixel's centre, the smaller ones over the larger ones; lines and points lie over them and fill every pixel they touch. Codes without a counterpart (shrub, wetland, roads and the like) become 0.</source>
      <translation>Raster werden mit dem nächsten Wert umgerechnet. Polygone werden eingebrannt, wo sie den Mittelpunkt eines Pixels bedecken, die kleineren über den größeren; Linien und Punkte liegen darüber und füllen jedes Pixel, das sie berühren. Codes ohne Entsprechung (Gebüsch, Feuchtgebiet, Straßen und dergleichen) werden 0.</translation>
    </message>
    <message>
      <source>What became what, with pixels, is written to the log; codes that became nothing are warned of. Skip the class map to see only this, for instance before writing a table: then maps that are not recognised and unknown codes are listed and not refused.</source>
      <translation>Was wozu wurde, mit Pixeln, wird ins Protokoll geschrieben; vor Codes, aus denen nichts wurde, wird gewarnt. Lassen Sie die Klassenkarte weg, um nur dies zu sehen, zum Beispiel bevor Sie eine Tabelle schreiben: Dann werden nicht erkannte Karten und unbekannte Codes aufgelistet und nicht abgelehnt.</translation>
    </message>
    <message>
      <source>The external map: a raster with one band of class codes, or a vector layer (file, or file|layername=name). Rules may look at several layers at once: a GeoPackage, a folder of shapefiles, a .shp.zip, an .osm or .osm.pbf file. Large GeoJSON and .osm.pbf files are kept in memory; a GeoPackage is not.</source>
      <translation>Die externe Karte: ein Raster mit einem Kanal von Klassencodes, oder ein Vektorlayer (Datei, oder Datei|layername=Name). Regeln dürfen mehrere Layer zugleich betrachten: ein GeoPackage, einen Ordner mit Shapefiles, eine .shp.zip-, .osm- oder .osm.pbf-Datei. Große GeoJSON- und .osm.pbf-Dateien werden im Arbeitsspeicher gehalten; ein GeoPackage nicht.</translation>
    </message>
    <message>
      <source>The field of a vector layer that holds the class codes; empty for rules, which name their fields themselves (one of them, such as building, restricts them to it), and for CORINE layers, whose code field is found by its name.</source>
      <translation>Das Feld eines Vektorlayers mit den Klassencodes; leer für Regeln, die ihre Felder selbst nennen (eines davon, etwa building, beschränkt sie darauf), und für CORINE-Layer, deren Codefeld am Namen erkannt wird.</translation>
    </message>
    <message>
      <source>How codes become classes. Empty: the map is recognised. A name: clc44-basic6, worldcover11-basic6, dynamicworld9-basic6, igbp17-basic6, igbp10-basic6, osm-basic6, geofabrik-basic6, igbp17-igbp10, clc44-level2, clc44-level1. Or a CSV file with the columns from (a code or name), to (class id or name; 0 or empty = unmapped on purpose) and optionally from_name, layer (a higher one is drawn over a lower one), buffer (metres, instead of the general one). In from there may also be rules over the fields of a vector layer: landuse=forest, fclass=building&amp;type=house, building=* (every value but no); of several that a feature fulfils the first one counts, and features that fulfil none lie under all others.</source>
      <translation>Wie Codes zu Klassen werden. Leer: Die Karte wird erkannt. Ein Name: clc44-basic6, worldcover11-basic6, dynamicworld9-basic6, igbp17-basic6, igbp10-basic6, osm-basic6, geofabrik-basic6, igbp17-igbp10, clc44-level2, clc44-level1. Oder eine CSV-Datei mit den Spalten from (ein Code oder Name), to (Klassennummer oder -name; 0 oder leer = absichtlich ohne Klasse) und wahlweise from_name, layer (ein höherer wird über einen niedrigeren gezeichnet), buffer (Meter, statt des allgemeinen). In from dürfen auch Regeln über die Felder eines Vektorlayers stehen: landuse=forest, fclass=building&amp;type=house, building=* (jeder Wert außer no); von mehreren, die ein Objekt erfüllt, zählt die erste, und Objekte, die keine erfüllen, liegen unter allen anderen.</translation>
    </message>
    <message>
      <source>The classes of the result: a built-in scheme (basic6, clc44, igbp10, igbp17, worldcover11, dynamicworld9, urbanatlas14) or a .json or .csv file; empty for the crosswalk's own, or basic6.</source>
      <translation>Die Klassen des Ergebnisses: ein eingebautes Schema (basic6, clc44, igbp10, igbp17, worldcover11, dynamicworld9, urbanatlas14) oder eine .json- oder .csv-Datei; leer für das der Zuordnung, oder basic6.</translation>
    </message>
    <message>
      <source>A raster that gives the grid of the result; empty for the grid of the external map itself if that is a raster.</source>
      <translation>Ein Raster, das das Gitter des Ergebnisses vorgibt; leer für das Gitter der externen Karte selbst, wenn diese ein Raster ist.</translation>
    </message>
    <message>
      <source>Whether the external map holds the product's native pixel codes (native: CORINE 1 to 44, Dynamic World 0 to 8) or class ids (ids: CORINE 111 to 523); auto tells them apart by the values that occur.</source>
      <translation>Ob die externe Karte die ursprünglichen Pixelcodes des Produkts enthält (native: CORINE 1 bis 44, Dynamic World 0 bis 8) oder Klassennummern (ids: CORINE 111 bis 523); auto unterscheidet sie an den vorkommenden Werten.</translation>
    </message>
    <message>
      <source>What happens to codes that the crosswalk does not know: refuse the map, or ignore them (they become 0 and are listed). Features that fulfil no rule are never refused.</source>
      <translation>Was mit Codes geschieht, die die Zuordnung nicht kennt: refuse lehnt die Karte ab, ignore übergeht sie (sie werden 0 und aufgelistet). Objekte, die keine Regel erfüllen, werden nie abgelehnt.</translation>
    </message>
    <message>
      <source>Which polygons of the same layer in the crosswalk lie on top: the smaller ones, or those that come later in the file. Lines and points lie over polygons either way.</source>
      <translation>Welche Polygone desselben layer der Zuordnung oben liegen: die kleineren, oder die in der Datei späteren. Linien und Punkte liegen in jedem Fall über Polygonen.</translation>
    </message>
    <message>
      <source>Whether polygons fill every pixel that they touch instead of those whose centre they cover. Keeps narrow polygons, but areas grow.</source>
      <translation>Ob Polygone jedes Pixel füllen, das sie berühren, statt derer, deren Mittelpunkt sie bedecken. Bewahrt schmale Polygone, aber Flächen wachsen.</translation>
    </message>
    <message>
      <source>Metres on the ground on each side of a line and around a point; they then fill the pixels whose centre is that near. 0: every pixel that the line or point touches.</source>
      <translation>Meter am Boden zu jeder Seite einer Linie und um einen Punkt; sie füllen dann die Pixel, deren Mittelpunkt so nahe ist. 0: jedes Pixel, das die Linie oder der Punkt berührt.</translation>
    </message>
    <message>
      <source>A map whose codes neither a crosswalk nor a scheme explains keeps its own classes, with its category names and colours, instead of being refused.</source>
      <translation>Eine Karte, deren Codes weder eine Zuordnung noch ein Schema erklärt, behält ihre eigenen Klassen mit ihren Kategorienamen und Farben, statt abgelehnt zu werden.</translation>
    </message>
    <message>
      <source>The class map on the grid, with colours and class names; 0 where nothing is mapped.</source>
      <translation>Die Klassenkarte auf dem Gitter, mit Farben und Klassennamen; 0, wo nichts zugeordnet ist.</translation>
    </message>
    <message>
      <source>A table of what became what: code, its name, class id, class name, number of pixels, share of the grid (0 to 1), hectares; of vector layers also the number of features and of those that no pixel shows.</source>
      <translation>Eine Tabelle, was wozu wurde: Code, sein Name, Klassennummer, Klassenname, Zahl der Pixel, Anteil am Gitter (0 bis 1), Hektar; bei Vektorlayern auch die Zahl der Objekte und derer, die kein Pixel zeigt.</translation>
    </message>
    <message>
      <source>Share of the grid's pixels that became a class, 0 to 1.</source>
      <translation>Anteil der Pixel des Gitters, aus denen eine Klasse wurde, 0 bis 1.</translation>
    </message>
    <message>
      <source>Makes a model folder of a model that was made with another tool, so that it can map here: ONNX files, among them those of the plugin Deepness; Esri model definitions (.emd) beside an ONNX file or plain weights; folders of segmentation_models_pytorch as save_pretrained writes them.</source>
      <translation>Macht aus einem Modell, das mit einem anderen Werkzeug entstand, einen Modellordner, sodass es hier kartieren kann: ONNX-Dateien, darunter die des Plugins Deepness; Modelldefinitionen von Esri (.emd) neben einer ONNX-Datei oder reinen Gewichten; Ordner von segmentation_models_pytorch, wie save_pretrained sie schreibt.</translation>
    </message>
    <message>
      <source>Whatever the source tells (bands, classes, scaling, tile and pixel size, licence) is taken over; the rest is marked as unknown in the card and asked for here. Nothing is guessed: a model whose bands, scaling, results or classes are unknown is a sound folder, but it maps only when they have been told. Run this again with that folder as INPUT, and only what is missing, to complete it where it is.</source>
      <translation>Was die Quelle sagt (Kanäle, Klassen, Skalierung, Kachel- und Pixelgröße, Lizenz), wird übernommen; der Rest wird im Steckbrief als unbekannt vermerkt und hier erfragt. Nichts wird geraten: Ein Modell, dessen Kanäle, Skalierung, Ausgabe oder Klassen unbekannt sind, ist ein einwandfreier Ordner, kartiert aber erst, wenn sie angegeben sind. Starten Sie dies noch einmal mit jenem Ordner als INPUT und nur dem Fehlenden, um ihn an Ort und Stelle zu vervollständigen.</translation>
    </message>
    <message>
      <source>Nothing in the files is executed: ONNX files may hold no operators but those of the standard and need no other file, weights are read as plain numbers, and pickled objects are refused.</source>
      <translation>Nichts in den Dateien wird ausgeführt: ONNX-Dateien dürfen nur Operatoren des Standards enthalten und keine andere Datei brauchen, Gewichte werden als reine Zahlen gelesen, und Pickle-Objekte werden abgelehnt.</translation>
    </message>
    <message>
      <source>A file .onnx or .emd, or weights (.safetensors, .pt, .pth, .bin) with config.json beside them; or the folder they lie in; or a model folder that is incomplete.</source>
      <translation>Eine Datei .onnx oder .emd, oder Gewichte (.safetensors, .pt, .pth, .bin) mit config.json daneben; oder der Ordner, in dem sie liegen; oder ein unvollständiger Modellordner.</translation>
    </message>
    <message>
      <source>Names of the bands in the order in which the network takes them, separated by commas: B02,B03,B04,B08 or red,green,blue,nir. They are looked for in images by name, common name and wavelength. With names such as band 1,band 2 they are found by their number in images that name none of theirs.</source>
      <translation>Namen der Kanäle in der Reihenfolge, in der das Netz sie nimmt, durch Kommas getrennt: B02,B03,B04,B08 oder red,green,blue,nir. Sie werden in Bildern nach Name, gebräuchlichem Namen und Wellenlänge gesucht. Mit Namen wie band 1,band 2 werden sie nach ihrer Nummer gefunden, in Bildern, die ihre Kanäle nicht benennen.</translation>
    </message>
    <message>
      <source>What is done to reflectance before the network: told (what the model tells, or MEANS and DEVIATIONS), none (it takes reflectance as it is), schmitt2020 (0 to 1, backscatter from -25 to 0 dB), yu2021 (the same, backscatter stretched between percentiles).</source>
      <translation>Was vor dem Netz mit der Reflexion geschieht: told (was das Modell sagt, oder MEANS und DEVIATIONS), none (es nimmt die Reflexion, wie sie ist), schmitt2020 (0 bis 1, Rückstreuung von -25 bis 0 dB), yu2021 (dasselbe, Rückstreuung zwischen Perzentilen gestreckt).</translation>
    </message>
    <message>
      <source>Means that are subtracted: one number, or one for each band, separated by commas.</source>
      <translation>Mittelwerte, die abgezogen werden: eine Zahl, oder eine je Kanal, durch Kommas getrennt.</translation>
    </message>
    <message>
      <source>Standard deviations by which it is divided then: one number, or one for each band, separated by commas. A network that takes minimum to maximum as 0 to 1 has the minimum as mean, and maximum - minimum as deviation.</source>
      <translation>Standardabweichungen, durch die dann geteilt wird: eine Zahl, oder eine je Kanal, durch Kommas getrennt. Ein Netz, das Minimum bis Maximum als 0 bis 1 nimmt, hat das Minimum als Mittelwert und Maximum - Minimum als Abweichung.</translation>
    </message>
    <message>
      <source>The number that meant reflectance 1 in the images whose means and deviations these are: 10000 for those of Sentinel-2's own numbers, 255 for those of 8-bit numbers, 1 for those of reflectance.</source>
      <translation>Die Zahl, die in den Bildern, aus denen diese Mittelwerte und Abweichungen stammen, Reflexion 1 bedeutete: 10000 für die eigenen Zahlen von Sentinel-2, 255 für 8-Bit-Zahlen, 1 für Reflexion.</translation>
    </message>
    <message>
      <source>In the order of the network: entries such as 1 water #1e6fd2; 2 forest (id, name and, if liked, colour); or a .csv or .json file of a class scheme; or a built-in scheme, alone (basic6) or with the ids in order (basic6 1,3,2); the id 0 stands for everything else there.</source>
      <translation>In der Reihenfolge des Netzes: Einträge wie 1 water #1e6fd2; 2 forest (Nummer, Name und, wenn gewünscht, Farbe); oder eine .csv- oder .json-Datei eines Klassenschemas; oder ein eingebautes Schema, allein (basic6) oder mit den Nummern der Reihe nach (basic6 1,3,2); die Nummer 0 steht dort für alles andere.</translation>
    </message>
    <message>
      <source>Name of the class that stands for everything else, such as background; the model is one of a theme then, and RESIDUAL of Classify names what fills the rest.</source>
      <translation>Name der Klasse, die für alles andere steht, etwa background; das Modell ist dann eines für ein einzelnes Thema, und RESIDUAL von „Einen Termin klassifizieren“ nennt, was den Rest füllt.</translation>
    </message>
    <message>
      <source>What the network gives, if it does not tell: logits (numbers of any size), softmax (probabilities that sum to 1) or sigmoid (a share of its own for each class). A network of one class is one of that class and everything else.</source>
      <translation>Was das Netz ausgibt, wenn es dies nicht sagt: logits (Zahlen beliebiger Größe), softmax (Wahrscheinlichkeiten mit Summe 1) oder sigmoid (ein eigener Anteil je Klasse). Ein Netz mit einer Klasse ist eines für diese Klasse und alles andere.</translation>
    </message>
    <message>
      <source>Metres on the ground of a pixel of the images that taught it.</source>
      <translation>Meter am Boden für ein Pixel der Bilder, aus denen es gelernt hat.</translation>
    </message>
    <message>
      <source>Outer pixels of a tile whose prediction is dropped.</source>
      <translation>Äußere Pixel einer Kachel, deren Vorhersage verworfen wird.</translation>
    </message>
    <message>
      <source>Under which the model may be used, such as CC-BY-4.0.</source>
      <translation>Unter der das Modell verwendet werden darf, etwa CC-BY-4.0.</translation>
    </message>
    <message>
      <source>The model folder. It may be left out when INPUT is an incomplete model folder, which is completed then where it is.</source>
      <translation>Der Modellordner. Darf leer bleiben, wenn INPUT ein unvollständiger Modellordner ist, der dann an Ort und Stelle vervollständigt wird.</translation>
    </message>
    <message>
      <source>How many of bands, scaling, results and classes are still unknown; the model can map when it is 0.</source>
      <translation>Wie viele von Kanälen, Skalierung, Ausgabe und Klassen noch unbekannt sind; bei 0 kann das Modell kartieren.</translation>
    </message>
    <message>
      <source>Makes one cloud-free image from images of several dates, pixel by pixel from the dates on which it is clear (Fonteix et al. 2021, section 2.1).</source>
      <translation>Macht aus Bildern mehrerer Termine ein wolkenfreies Bild, Pixel für Pixel aus den Terminen, an denen es wolkenfrei ist (Fonteix et al. 2021, Abschnitt 2.1).</translation>
    </message>
    <message>
      <source>The mosaic lies on the grid of the first image; the others are resampled to it. Bands are those that all images have, matched by their description, in the order of the first image. Scenes are brought to the radiometry of the least cloudy one, so that seams do not show.</source>
      <translation>Das Mosaik liegt auf dem Gitter des ersten Bildes; die anderen werden darauf umgerechnet. Kanäle sind die, die alle Bilder haben, nach ihrer Beschreibung zugeordnet, in der Reihenfolge des ersten Bildes. Die Szenen werden an die Radiometrie der wolkenärmsten angeglichen, sodass keine Nähte zu sehen sind.</translation>
    </message>
    <message>
      <source>While it runs, the clear pixels of every date lie on the disk of the results, a quarter of a byte a pixel and date, and memory stays below 2 GiB whatever the size.</source>
      <translation>Während des Laufs liegen die wolkenfreien Pixel jedes Termins auf dem Datenträger der Ergebnisse, ein viertel Byte je Pixel und Termin, und der Speicherbedarf bleibt bei jeder Größe unter 2 GiB.</translation>
    </message>
    <message>
      <source>One image per date: a raster, or a Sentinel-2 product of level 1C or 2A as downloaded, named by its zip, by its folder X.SAFE, or by the file MTD_MSIL1C.xml or MTD_MSIL2A.xml in it (Add File(s) of the dialog takes the zip or that file; Add Directory would add every file in it). Of a product the ten bands of 10 and 20 m are seen on the grid of 10 m, those of 20 m bilinearly, and the scene classification of level 2A as band SCL. One whose images are not all there is refused. The images' numbers are turned into reflectance with what the files say of them. A folder stands for the dated images in it, with the cloud masks beside them. Images of one date that lie side by side, such as tiles of Sentinel-2, count as one image on the grid of the first.</source>
      <translation>Ein Bild je Termin: ein Raster, oder ein Sentinel-2-Produkt der Stufe 1C oder 2A wie heruntergeladen, benannt durch sein zip, seinen Ordner X.SAFE oder die Datei MTD_MSIL1C.xml oder MTD_MSIL2A.xml darin („Datei(en) hinzufügen“ im Dialog nimmt das zip oder diese Datei; „Verzeichnis hinzufügen“ würde jede Datei darin aufnehmen). Von einem Produkt werden die zehn Kanäle mit 10 und 20 m auf dem 10-m-Gitter gesehen, die mit 20 m bilinear, und die Szenenklassifikation der Stufe 2A als Kanal SCL. Eines, dessen Bilder nicht alle da sind, wird abgelehnt. Die Zahlen der Bilder werden mit dem, was die Dateien über sie sagen, zu Reflexionswerten. Ein Ordner steht für die datierten Bilder darin, mit den Wolkenmasken daneben. Bilder eines Termins, die nebeneinander liegen, etwa Kacheln von Sentinel-2, zählen als ein Bild auf dem Gitter des ersten.</translation>
    </message>
    <message>
      <source>One mask per image, in the same order: a Sentinel-2 scene classification (its name or description says SCL; classes 0, 1, 3, 8, 9, 10 and 12 and up are not clear, 11 only in the zone glacial), a cloud probability (prob; cloudy from 40 %), or a cloud mask (cloudy where it is not 0). Without such a name the values tell: whole numbers with 4, 5 or 6 among them are a scene classification, unless all are Fmask's 0 to 4 and 255 with land or water (0 or 1), which is cloud where not 0; fractions are a probability. Without masks an image's own band SCL is used, if it has one. An L1C image of Sentinel-2 that has the cirrus band (B10) and the other bands that the cloud detector s2cloudless needs (B01, B02, B04, B05, B08, B8A, B09, B11, B12), named so in their descriptions, is its own mask, and so is an L1C product: clouds are told in cells of about 40 m and grow by one cell. s2cloudless tells no cloud shadows and no snow: bright snow may pass for cloud, in the zone glacial too, and shadows stay. All pixels of other images count as clear. The log says which mask each image has.</source>
      <translation>Eine Maske je Bild, in derselben Reihenfolge: eine Szenenklassifikation von Sentinel-2 (ihr Name oder ihre Beschreibung enthält SCL; die Klassen 0, 1, 3, 8, 9, 10 und ab 12 sind nicht wolkenfrei, 11 nur in der Zone glacial), eine Wolkenwahrscheinlichkeit (prob; bewölkt ab 40 %) oder eine Wolkenmaske (bewölkt, wo sie nicht 0 ist). Ohne solchen Namen entscheiden die Werte: Ganze Zahlen mit 4, 5 oder 6 darunter sind eine Szenenklassifikation, es sei denn, alle sind die 0 bis 4 und 255 von Fmask mit Land oder Wasser (0 oder 1), was bewölkt ist, wo nicht 0; Bruchzahlen sind eine Wahrscheinlichkeit. Ohne Masken wird der eigene Kanal SCL eines Bildes verwendet, wenn es einen hat. Ein L1C-Bild von Sentinel-2 mit dem Zirruskanal (B10) und den anderen Kanälen, die der Wolkendetektor s2cloudless braucht (B01, B02, B04, B05, B08, B8A, B09, B11, B12), in den Beschreibungen so benannt, ist seine eigene Maske, und ebenso ein L1C-Produkt: Wolken werden in Zellen von etwa 40 m erkannt und um eine Zelle vergrößert. s2cloudless erkennt keine Wolkenschatten und keinen Schnee: Heller Schnee kann als Wolke gelten, auch in der Zone glacial, und Schatten bleiben. Alle Pixel anderer Bilder gelten als wolkenfrei. Das Protokoll sagt, welche Maske jedes Bild hat.</translation>
    </message>
    <message>
      <source>In place of the dates that the images tell in their metadata or, failing that, in their names: one per image, in the same order, separated by commas, such as 2023-08-10 or 20230810; an empty place keeps what the image tells. The log says which dates are used and what tells them. Of equally cloudy images the latest is preferred, an image without a date last.</source>
      <translation>Anstelle der Daten, die die Bilder in ihren Metadaten oder sonst in ihren Namen nennen: eines je Bild, in derselben Reihenfolge, durch Kommas getrennt, etwa 2023-08-10 oder 20230810; eine leere Stelle behält, was das Bild nennt. Das Protokoll sagt, welche Daten verwendet werden und woher sie stammen. Von gleich stark bewölkten Bildern wird das späteste bevorzugt, ein Bild ohne Datum zuletzt.</translation>
    </message>
    <message>
      <source>Only this part is made, cut to the pixels of the first image that the extent touches.</source>
      <translation>Nur dieser Teil wird erstellt, auf die Pixel des ersten Bildes zugeschnitten, die die Ausdehnung berührt.</translation>
    </message>
    <message>
      <source>median: per band the middle value of the clear dates. medoid: the clear date nearest to that median, in all bands together; of equally near ones the least cloudy. best: the clear date of the least cloudy scene; of equally cloudy ones the latest.</source>
      <translation>median: je Kanal der mittlere Wert der wolkenfreien Termine. medoid: der wolkenfreie Termin, der diesem Median in allen Kanälen zusammen am nächsten ist; von gleich nahen der wolkenärmste. best: der wolkenfreie Termin der wolkenärmsten Szene; von gleich stark bewölkten der späteste.</translation>
    </message>
    <message>
      <source>Pixels by which what is not clear grows.</source>
      <translation>Pixel, um die wächst, was nicht wolkenfrei ist.</translation>
    </message>
    <message>
      <source>Stored number that means reflectance 1, for example 10000 or 255. Used only for images that do not say it themselves; 16-bit integers without it are taken as reflectance x 10000.</source>
      <translation>Gespeicherte Zahl, die Reflexion 1 bedeutet, zum Beispiel 10000 oder 255. Nur für Bilder verwendet, die es nicht selbst sagen; 16-Bit-Ganzzahlen ohne diese Angabe gelten als Reflexion x 10000.</translation>
    </message>
    <message>
      <source>Added to the stored number before it is divided by the scale, for example -1000 for Sentinel-2 products of processing baseline 04.00 and later. Used only for images that do not say it themselves.</source>
      <translation>Wird zur gespeicherten Zahl addiert, bevor sie durch die Skalierung geteilt wird, zum Beispiel -1000 für Sentinel-2-Produkte ab der Processing Baseline 04.00. Nur für Bilder verwendet, die es nicht selbst sagen.</translation>
    </message>
    <message>
      <source>Curve of the picture, and in the zone glacial snow (SCL class 11) is clear; masks that tell no snow stay as they are. auto tells the zone from the brightness of the clear pixels.</source>
      <translation>Kurve des Ansichtsbildes; und in der Zone glacial gilt Schnee (SCL-Klasse 11) als wolkenfrei; Masken, die keinen Schnee nennen, bleiben, wie sie sind. auto erkennt die Zone an der Helligkeit der wolkenfreien Pixel.</translation>
    </message>
    <message>
      <source>Brings each scene to the radiometry of the least cloudy one by a robust line per band. The lines are fitted on some 100,000 pixels, spread over the grid, that are clear on the scene and on the least cloudy one; if these are fewer than 100, on the scene and on scenes already brought to it, so that another swath is reached by way of scenes that overlap with both. A scene that shares too few clear pixels stays as it is, with a warning.</source>
      <translation>Gleicht jede Szene durch eine robuste Gerade je Kanal an die Radiometrie der wolkenärmsten an. Die Geraden werden an etwa 100.000 über das Gitter verteilte Pixel angepasst, die in der Szene und in der wolkenärmsten wolkenfrei sind; sind das weniger als 100, an solche der Szene und schon angeglichener Szenen, sodass ein anderer Aufnahmestreifen über Szenen erreicht wird, die sich mit beiden überlappen. Eine Szene mit zu wenigen gemeinsamen wolkenfreien Pixeln bleibt mit einer Warnung, wie sie ist.</translation>
    </message>
    <message>
      <source>Pixels that are clear on no date are taken from the least cloudy scene that covers them; their number of clear observations stays 0. Otherwise they are nodata.</source>
      <translation>Pixel, die an keinem Termin wolkenfrei sind, werden aus der wolkenärmsten Szene genommen, die sie bedeckt; ihre Anzahl wolkenfreier Beobachtungen bleibt 0. Sonst sind sie Nodata.</translation>
    </message>
    <message>
      <source>Reflectance x 10000, nodata 0.</source>
      <translation>Reflexion x 10000, Nodata 0.</translation>
    </message>
    <message>
      <source>Position in the list of images of the one that each pixel was taken from, 1 for the first; 0 for none, and everywhere with the method median.</source>
      <translation>Stelle in der Liste der Bilder, aus dem jedes Pixel genommen wurde, 1 für das erste; 0 für keines, und überall beim Verfahren median.</translation>
    </message>
    <message>
      <source>Number of dates on which each pixel is clear; 0 where the mosaic is nodata or was filled.</source>
      <translation>Anzahl der Termine, an denen jedes Pixel wolkenfrei ist; 0, wo das Mosaik Nodata ist oder gefüllt wurde.</translation>
    </message>
    <message>
      <source>Picture of red, green and blue, 8 bit, nodata 0: linear up to the middle range and ever flatter in bright areas, so that snow and sand keep their detail. It shows the stored numbers of the mosaic.</source>
      <translation>Bild aus Rot, Grün und Blau, 8 Bit, Nodata 0: bis zum mittleren Bereich linear und in hellen Bereichen immer flacher, sodass Schnee und Sand ihre Einzelheiten behalten. Es zeigt die gespeicherten Zahlen des Mosaiks.</translation>
    </message>
    <message>
      <source>Tells for every pixel how many classes it may have, so that the right one is among them as often as you ask (split conformal prediction): one class is a clear answer, several say between how many the model cannot decide. Needed are a model that Calibrate wrote, and probabilities that Classify made with it.</source>
      <translation>Sagt für jedes Pixel, wie viele Klassen es haben kann, sodass die richtige so oft darunter ist, wie Sie verlangen (konforme Vorhersage, split conformal prediction): Eine Klasse ist eine klare Antwort, mehrere zeigen, zwischen wie vielen sich das Modell nicht entscheiden kann. Nötig sind ein Modell aus „Modell kalibrieren“ und Wahrscheinlichkeiten, die „Einen Termin klassifizieren“ damit geschrieben hat.</translation>
    </message>
    <message>
      <source>The promise holds on average over land that is like the land of the labels the model was calibrated with; it does not hold for each class by itself, nor for probabilities fused from several dates, of which this warns.</source>
      <translation>Die Zusage gilt im Mittel über Land, das dem Land der Labels gleicht, mit denen das Modell kalibriert wurde; sie gilt nicht für jede Klasse einzeln und nicht für Wahrscheinlichkeiten, die aus mehreren Terminen fusioniert sind; davor wird gewarnt.</translation>
    </message>
    <message>
      <source>What Classify wrote with the calibrated model: one band per class.</source>
      <translation>Was „Einen Termin klassifizieren“ mit dem kalibrierten Modell geschrieben hat: ein Kanal je Klasse.</translation>
    </message>
    <message>
      <source>Folder that Calibrate wrote.</source>
      <translation>Ordner, den „Modell kalibrieren“ geschrieben hat.</translation>
    </message>
    <message>
      <source>Share of the sets that is to hold the right class, 0.5 to 0.999. The more, the larger the sets.</source>
      <translation>Anteil der Mengen, der die richtige Klasse enthalten soll, 0,5 bis 0,999. Je mehr, desto größer die Mengen.</translation>
    </message>
    <message>
      <source>lac: every class that is likely enough; the smallest sets, and an empty one where no class fits (Sadinle et al. 2019). raps: from the most probable class on until enough probability is together; never empty, so that it covers more than asked where the model is right more often than that (Angelopoulos et al. 2021, with a penalty of about 0.1 for each rank beyond the second).</source>
      <translation>lac: jede Klasse, die wahrscheinlich genug ist; die kleinsten Mengen, und eine leere, wo keine Klasse passt (Sadinle et al. 2019). raps: von der wahrscheinlichsten Klasse an, bis genug Wahrscheinlichkeit beisammen ist; nie leer, sodass sie mehr abdeckt als verlangt, wo das Modell öfter recht hat (Angelopoulos et al. 2021, mit einem Abzug von etwa 0,1 für jeden Rang nach dem zweiten).</translation>
    </message>
    <message>
      <source>Number of classes in each pixel's set: 1 is clear, 0 says that no class fits; 255 where nothing was observed.</source>
      <translation>Anzahl der Klassen in der Menge jedes Pixels: 1 ist klar, 0 heißt, dass keine Klasse passt; 255, wo nichts beobachtet wurde.</translation>
    </message>
    <message>
      <source>Mean number of classes in a set.</source>
      <translation>Mittlere Zahl der Klassen einer Menge.</translation>
    </message>
    <message>
      <source>Share of the pixels whose set holds one class, 0 to 1.</source>
      <translation>Anteil der Pixel, deren Menge eine Klasse enthält, 0 bis 1.</translation>
    </message>
    <message>
      <source>The whole chain in one run: dated images, one or several models and an older or coarser map in; a corrected land-cover map out that says for every pixel how far it can be trusted, and why. Without a model it learns from the old map itself: images and the old map are enough.</source>
      <translation>Die ganze Kette in einem Lauf: datierte Bilder, ein oder mehrere Modelle und eine ältere oder gröbere Karte hinein; eine korrigierte Landbedeckungskarte heraus, die für jedes Pixel sagt, wie weit ihm zu trauen ist, und warum. Ohne Modell lernt sie aus der alten Karte selbst: Bilder und die alte Karte genügen.</translation>
    </message>
    <message>
      <source>Steps: a cloud-free mosaic; each date classified; the dates fused; the mosaic's spectral clusters; the external map brought to the grid and the classes; the correction, with reliability, evidence and confidence; the report (after Fonteix et al. 2021). Each step is an algorithm of its own, with further settings.</source>
      <translation>Schritte: ein wolkenfreies Mosaik; jeder Termin klassifiziert; die Termine fusioniert; die spektralen Cluster des Mosaiks; die externe Karte auf das Gitter und in die Klassen gebracht; die Korrektur, mit Zuverlässigkeit, Belegen und Konfidenz; der Bericht (nach Fonteix et al. 2021). Jeder Schritt ist ein eigener Algorithmus mit weiteren Einstellungen.</translation>
    </message>
    <message>
      <source>The external map must not have taught the models at these pixels: a model agrees with its teacher anyway, and the agreement would mean nothing. Where SureCover learns from the old map, every pixel is therefore predicted by a network that did not see the old map near it, as Learn from an old map explains; the time that this takes is told in the log before it begins.</source>
      <translation>Aus der externen Karte dürfen die Modelle an diesen Pixeln nicht gelernt haben: Ein Modell stimmt mit seinem Lehrer ohnehin überein, und die Übereinstimmung würde nichts bedeuten. Wo SureCover aus der alten Karte lernt, wird darum jedes Pixel von einem Netz vorhergesagt, das die alte Karte in seiner Nähe nicht gesehen hat, wie bei „Aus einer alten Karte lernen“ erklärt; wie lange das dauert, steht vor Beginn im Protokoll.</translation>
    </message>
    <message>
      <source>A run that was cancelled or killed leaves what it has finished hidden beside its folder: steps, rows of the classification, epochs of the learning. The next run with the same inputs, models and settings goes on from there and makes the same files; one of anything else discards it.</source>
      <translation>Ein abgebrochener oder abgestürzter Lauf lässt das Fertige versteckt neben seinem Ordner zurück: Schritte, Zeilen der Klassifikation, Epochen des Lernens. Der nächste Lauf mit denselben Eingaben, Modellen und Einstellungen macht dort weiter und erzeugt dieselben Dateien; einer mit anderem verwirft es.</translation>
    </message>
    <message>
      <source>One image per date, a raster or a Sentinel-2 product as downloaded (its zip, or the file MTD_MSIL1C.xml or MTD_MSIL2A.xml in its folder), with the bands that the models need, found by their names or wavelengths. A folder stands for the dated images in it, with the cloud masks beside them. Images of one date that lie side by side, such as tiles of Sentinel-2, count as one image on the grid of the first.</source>
      <translation>Ein Bild je Termin, ein Raster oder ein Sentinel-2-Produkt wie heruntergeladen (sein zip, oder die Datei MTD_MSIL1C.xml oder MTD_MSIL2A.xml in seinem Ordner), mit den Kanälen, die die Modelle brauchen, gefunden nach Namen oder Wellenlänge. Ein Ordner steht für die datierten Bilder darin, mit den Wolkenmasken daneben. Bilder eines Termins, die nebeneinander liegen, etwa Kacheln von Sentinel-2, zählen als ein Bild auf dem Gitter des ersten.</translation>
    </message>
    <message>
      <source>One mask per image, in the same order: a Sentinel-2 scene classification, a cloud probability or a cloud mask, as Cloud-free mosaic explains. None: an image's own band SCL, or what the cloud detector s2cloudless tells of an L1C image with all its bands; otherwise all pixels count as clear.</source>
      <translation>Eine Maske je Bild, in derselben Reihenfolge: eine Szenenklassifikation von Sentinel-2, eine Wolkenwahrscheinlichkeit oder eine Wolkenmaske, wie bei „Wolkenfreies Mosaik“ erklärt. Keine: der eigene Kanal SCL eines Bildes, oder was der Wolkendetektor s2cloudless an einem L1C-Bild mit allen Kanälen findet; sonst gelten alle Pixel als wolkenfrei.</translation>
    </message>
    <message>
      <source>Model folders, or the model.json in them: one model of all classes, or one model per theme. None: networks learn here from the external map, and a model is kept in the folder of results for next time.</source>
      <translation>Modellordner, oder die model.json darin: ein Modell aller Klassen oder ein Modell je Thema. Keine: Netze lernen hier aus der externen Karte, und ein Modell bleibt für das nächste Mal im Ergebnisordner.</translation>
    </message>
    <message>
      <source>An older or coarser land-cover map of the same place, raster or polygons, in whatever classes.</source>
      <translation>Eine ältere oder gröbere Landbedeckungskarte desselben Ortes, Raster oder Polygone, in beliebigen Klassen.</translation>
    </message>
    <message>
      <source>Name of the attribute that holds the class codes, if the external map is a vector layer; empty for CORINE, where it is found by its name, and for OpenStreetMap, whose tags are read from several.</source>
      <translation>Name des Attributs mit den Klassencodes, wenn die externe Karte ein Vektorlayer ist; leer für CORINE, wo es am Namen erkannt wird, und für OpenStreetMap, dessen Tags aus mehreren gelesen werden.</translation>
    </message>
    <message>
      <source>A cloud-free mosaic that exists already, for the clusters; otherwise it is made from the images.</source>
      <translation>Ein schon vorhandenes wolkenfreies Mosaik für die Cluster; sonst wird es aus den Bildern gemacht.</translation>
    </message>
    <message>
      <source>0 classifies every date. A number n groups the dates, in order of time, into n mosaics first and classifies these; 3 is what Fonteix et al. do. From 2 on the date of every image must be known.</source>
      <translation>0 klassifiziert jeden Termin. Eine Zahl n fasst die Termine in zeitlicher Reihenfolge zuerst zu n Mosaiken zusammen und klassifiziert diese; 3 nehmen Fonteix et al. Ab 2 muss das Datum jedes Bildes bekannt sein.</translation>
    </message>
    <message>
      <source>Keeps what the steps made in between, in the folder's sub-folder intermediate: each date's map and probabilities, the fused ones, those with the clusters' evidence (weighed.tif), the mosaic, its clusters, the external map in the classes of the result.</source>
      <translation>Behält, was die Schritte zwischendurch gemacht haben, im Unterordner intermediate: Karte und Wahrscheinlichkeiten jedes Termins, die fusionierten, die mit dem Beleg der Cluster (weighed.tif), das Mosaik, seine Cluster, die externe Karte in den Klassen des Ergebnisses.</translation>
    </message>
    <message>
      <source>The probability of a rejected class is multiplied by this before the most probable class is taken. 0 never keeps a rejected class; 1 always keeps the most probable class. Empty: 0.25 with models, 0.7 where networks learned here, because these have not seen the external map and are more often right against the spectral check.</source>
      <translation>Die Wahrscheinlichkeit einer verworfenen Klasse wird hiermit multipliziert, bevor die wahrscheinlichste Klasse genommen wird. 0 behält eine verworfene Klasse nie; 1 behält immer die wahrscheinlichste Klasse. Leer: 0,25 mit Modellen, 0,7, wo Netze hier gelernt haben, weil diese die externe Karte nicht gesehen haben und gegen die spektrale Prüfung öfter recht haben.</translation>
    </message>
    <message>
      <source>Folder of all results: map.tif, reliability.tif, evidence.tif, confidence.tif, map_view.vrt (the classes in band 1, and how opaque to draw them in the others: by reliability, the doubtful pixels only, by confidence), the report (HTML, JSON, CSV), areas.csv (hectares by class, reliability and zone), pictures, job.json with the settings, and produce.stac.json, which describes the folder for catalogues. Styles (for QGIS and as SLD) and metadata lie beside each map. If it learned by itself also model, the model that learned from everything, and old_map_check.json and old_map_issues.tif: which classes of the external map look wrong, and where.</source>
      <translation>Ordner aller Ergebnisse: map.tif, reliability.tif, evidence.tif, confidence.tif, map_view.vrt (die Klassen in Kanal 1, und in den anderen, wie deckend sie zu zeichnen sind: nach Zuverlässigkeit, nur die zweifelhaften Pixel, nach Konfidenz), der Bericht (HTML, JSON, CSV), areas.csv (Hektar nach Klasse, Zuverlässigkeit und Zone), Bilder, job.json mit den Einstellungen, und produce.stac.json, das den Ordner für Kataloge beschreibt. Neben jeder Karte liegen Stile (für QGIS und als SLD) und Metadaten. Wurde hier gelernt, auch model, das Modell, das aus allem gelernt hat, sowie old_map_check.json und old_map_issues.tif: welche Klassen der externen Karte falsch aussehen, und wo.</translation>
    </message>
    <message>
      <source>A copy of the corrected class map at a place of its own.</source>
      <translation>Eine Kopie der korrigierten Klassenkarte an einem eigenen Ort.</translation>
    </message>
    <message>
      <source>A copy of the reliability map: 1 high, 2 medium, 3 low, 0 not assessed or no class.</source>
      <translation>Eine Kopie der Zuverlässigkeitskarte: 1 hoch, 2 mittel, 3 niedrig, 0 nicht bewertet oder keine Klasse.</translation>
    </message>
    <message>
      <source>A copy of the evidence map: why each pixel has its class and its reliability.</source>
      <translation>Eine Kopie der Belegkarte: warum jedes Pixel seine Klasse und seine Zuverlässigkeit hat.</translation>
    </message>
    <message>
      <source>A copy of the confidence layer: estimated probability, 0 to 1, that the class is right. Without FITTED it ranks pixels well, but its level can only be as true as the models' probabilities; calibrate the models, or fit it to a reference (Confidence), to be sure.</source>
      <translation>Eine Kopie des Konfidenzlayers: geschätzte Wahrscheinlichkeit, 0 bis 1, dass die Klasse richtig ist. Ohne FITTED reiht sie die Pixel gut, aber ihre Höhe kann nur so wahr sein wie die Wahrscheinlichkeiten der Modelle; kalibrieren Sie die Modelle oder passen Sie sie an eine Referenz an („Konfidenz aus allen Belegen“), um sicherzugehen.</translation>
    </message>
    <message>
      <source>Confidence score of the map: share of high reliability among the pixels of the checked classes. Missing if none was checked.</source>
      <translation>Konfidenzwert der Karte: Anteil hoher Zuverlässigkeit an den Pixeln der geprüften Klassen. Fehlt, wenn keine geprüft wurde.</translation>
    </message>
    <message>
      <source>Filters the speckle of a radar image such as Sentinel-1 and scales it for a network, band by band; optionally puts the bands after those of another raster, for example a Sentinel-2 mosaic, on that raster's grid.</source>
      <translation>Filtert das Speckle eines Radarbildes wie von Sentinel-1 und skaliert es für ein Netz, Kanal für Kanal; setzt die Kanäle wahlweise hinter die eines anderen Rasters, zum Beispiel eines Sentinel-2-Mosaiks, auf dessen Gitter.</translation>
    </message>
    <message>
      <source>Filters work in linear power on the image's own grid; scales are in dB. The image is seen by windows, so memory does not grow with its size; meanwhile the filtered image is kept on the disk of the result.</source>
      <translation>Filter arbeiten in linearer Leistung auf dem eigenen Gitter des Bildes; Skalierungen sind in dB. Das Bild wird in Fenstern gesehen, sodass der Speicherbedarf nicht mit seiner Größe wächst; währenddessen liegt das gefilterte Bild auf dem Datenträger des Ergebnisses.</translation>
    </message>
    <message>
      <source>Methods: Lee 1981 (refined filtering by local statistics); Lopes, Touzi and Nezry 1990 (enhanced Lee). Backscatter beyond -100 or 100 dB, and power of 0 or less, counts as nodata. Pixels without a value are left out of the windows and stay without a value.</source>
      <translation>Verfahren: Lee 1981 (verfeinerte Filterung durch lokale Statistik); Lopes, Touzi und Nezry 1990 (Enhanced Lee). Rückstreuung unter -100 oder über 100 dB sowie Leistung von 0 oder weniger gilt als Nodata. Pixel ohne Wert bleiben in den Fenstern außen vor und bleiben ohne Wert.</translation>
    </message>
    <message>
      <source>Calibrated backscatter with any number of bands, for example VV and VH. Pixels that are nodata or not finite in a band have no value in that band.</source>
      <translation>Kalibrierte Rückstreuung mit beliebig vielen Kanälen, zum Beispiel VV und VH. Pixel, die in einem Kanal Nodata oder nicht endlich sind, haben in diesem Kanal keinen Wert.</translation>
    </message>
    <message>
      <source>Its bands come first in the result, with their names, numbers and metadata, and its grid is the result's. The filtered radar image is resampled to it bilinearly unless the pixels coincide. The result holds whole numbers where both are whole and 0 is this raster's nodata too; otherwise real numbers, with NaN as nodata. Numbers with a scale or offset are stored as what they mean.</source>
      <translation>Seine Kanäle kommen im Ergebnis zuerst, mit ihren Namen, Zahlen und Metadaten, und sein Gitter ist das des Ergebnisses. Das gefilterte Radarbild wird bilinear darauf umgerechnet, wenn die Pixel nicht zusammenfallen. Das Ergebnis enthält ganze Zahlen, wo beide ganz sind und 0 auch bei diesem Raster Nodata ist; sonst reelle Zahlen mit NaN als Nodata. Zahlen mit Skalierung oder Versatz werden als das gespeichert, was sie bedeuten.</translation>
    </message>
    <message>
      <source>dB: the numbers are 10 log10 of the backscatter. linear: they are the backscatter itself (power, not amplitude).</source>
      <translation>dB: Die Zahlen sind 10 log10 der Rückstreuung. linear: Sie sind die Rückstreuung selbst (Leistung, nicht Amplitude).</translation>
    </message>
    <message>
      <source>refined_lee: mean and variance come from that half of a 7 x 7 window which lies on the pixel's side of the strongest edge, so edges stay sharp. enhanced_lee: the mean of a square window where it is homogeneous, the pixel itself where it is a point target, a mixture between. none: no filter.</source>
      <translation>refined_lee: Mittel und Varianz kommen aus der Hälfte eines 7-x-7-Fensters, die auf der Seite des Pixels an der stärksten Kante liegt; so bleiben Kanten scharf. enhanced_lee: das Mittel eines quadratischen Fensters, wo es homogen ist, das Pixel selbst, wo es ein Punktziel ist, dazwischen eine Mischung. none: kein Filter.</translation>
    </message>
    <message>
      <source>Equivalent number of looks of the image, which tells how strong speckle is: its variance is the mean squared divided by the looks. 4.4 is that of Sentinel-1 IW GRD products in high resolution.</source>
      <translation>Äquivalente Zahl der Looks des Bildes, die angibt, wie stark das Speckle ist: Seine Varianz ist das Quadrat des Mittels geteilt durch die Looks. 4,4 ist die der hochauflösenden Sentinel-1-IW-GRD-Produkte.</translation>
    </message>
    <message>
      <source>Side of the square window of enhanced_lee, odd, 3 to 21.</source>
      <translation>Seitenlänge des quadratischen Fensters von enhanced_lee, ungerade, 3 bis 21.</translation>
    </message>
    <message>
      <source>How quickly enhanced_lee trusts the pixel instead of the mean as a window becomes more heterogeneous. 0 takes the mean everywhere but at point targets.</source>
      <translation>Wie schnell enhanced_lee dem Pixel statt dem Mittel traut, wenn ein Fenster heterogener wird. 0 nimmt überall das Mittel, außer an Punktzielen.</translation>
    </message>
    <message>
      <source>stretch: the 2nd and the 98th percentile of each band, exact over the whole image, become 0 and 255, as 8-bit whole numbers. unit: -25 to 0 dB become 0 to 1. none: dB.</source>
      <translation>stretch: Das 2. und das 98. Perzentil jedes Kanals, exakt über das ganze Bild, werden 0 und 255, als 8-Bit-Ganzzahlen. unit: -25 bis 0 dB werden 0 bis 1. none: dB.</translation>
    </message>
    <message>
      <source>The filtered image on its own grid, or after the bands of the other raster on its grid. Alone, nodata is 0 with stretch (so the darkest pixels are 1), -1 with unit and NaN with none. The metadata item SURECOVER_LIMITS_DB tells which dB became the ends of the scale.</source>
      <translation>Das gefilterte Bild auf seinem eigenen Gitter, oder hinter den Kanälen des anderen Rasters auf dessen Gitter. Allein ist Nodata bei stretch 0 (die dunkelsten Pixel sind also 1), bei unit -1 und bei none NaN. Der Metadateneintrag SURECOVER_LIMITS_DB nennt, welche dB die Enden der Skala wurden.</translation>
    </message>
    <message>
      <source>Tells how far a land-cover map can be trusted: the confidence score of the map, of every class and of every zone, the share that was not assessed, the evidence behind it, and areas by class, reliability and zone: hectares on the ellipsoid, whatever the projection.</source>
      <translation>Sagt, wie weit einer Landbedeckungskarte zu trauen ist: der Konfidenzwert der Karte, jeder Klasse und jeder Zone, der nicht bewertete Anteil, die Belege dahinter, und Flächen nach Klasse, Zuverlässigkeit und Zone: Hektar auf dem Ellipsoid, gleich in welcher Projektion.</translation>
    </message>
    <message>
      <source>The confidence score is the share of high reliability among all assessed pixels of the classes that were checked against the external map. It tells how well the map is supported, not how accurate it is.</source>
      <translation>Der Konfidenzwert ist der Anteil hoher Zuverlässigkeit an allen bewerteten Pixeln der Klassen, die mit der externen Karte verglichen wurden. Er sagt, wie gut die Karte gestützt ist, nicht, wie genau sie ist.</translation>
    </message>
    <message>
      <source>With the confidence layer it also tells how sure the map is, and how many of the wrong pixels to expect in its least certain 5, 10 and 20 percent; with an assessment, how accurate the map was measured to be.</source>
      <translation>Mit dem Konfidenzlayer sagt der Bericht auch, wie sicher die Karte ist und wie viele der falschen Pixel in ihren unsichersten 5, 10 und 20 Prozent zu erwarten sind; mit einer Genauigkeitsbewertung, wie genau die Karte gemessen wurde.</translation>
    </message>
    <message>
      <source>The page stands on its own: it can be sent, read on a phone and printed. JSON and CSV hold the same numbers.</source>
      <translation>Die Seite steht für sich: Sie lässt sich verschicken, am Telefon lesen und drucken. JSON und CSV enthalten dieselben Zahlen.</translation>
    </message>
    <message>
      <source>The corrected class map; 0 means no class. Its grid is the grid of all figures.</source>
      <translation>Die korrigierte Klassenkarte; 0 bedeutet keine Klasse. Ihr Gitter ist das Gitter aller Kennzahlen.</translation>
    </message>
    <message>
      <source>The reliability map of the correction: 0 not assessed, 1 high, 2 medium, 3 low.</source>
      <translation>Die Zuverlässigkeitskarte der Korrektur: 0 nicht bewertet, 1 hoch, 2 mittel, 3 niedrig.</translation>
    </message>
    <message>
      <source>The evidence map of the correction. It tells why a pixel has its reliability, and which classes were not checked.</source>
      <translation>Die Belegkarte der Korrektur. Sie sagt, warum ein Pixel seine Zuverlässigkeit hat und welche Klassen nicht geprüft wurden.</translation>
    </message>
    <message>
      <source>The confidence layer, 0 to 1.</source>
      <translation>Der Konfidenzlayer, 0 bis 1.</translation>
    </message>
    <message>
      <source>Polygons to score one by one, for example municipalities or map sheets. Where they overlap, the smaller one counts.</source>
      <translation>Polygone, die einzeln bewertet werden, zum Beispiel Gemeinden oder Kartenblätter. Wo sie sich überlappen, zählt das kleinere.</translation>
    </message>
    <message>
      <source>Cuts the map into square zones of this side, in pixels, when no polygons are given; 0 makes none.</source>
      <translation>Zerlegt die Karte in quadratische Zonen dieser Seitenlänge, in Pixeln, wenn keine Polygone angegeben sind; 0 macht keine.</translation>
    </message>
    <message>
      <source>The JSON file that Assessment of accuracy wrote of this map. The page, JSON and CSV then also tell the measured accuracy of the map, of every reliability code and of every class, with intervals.</source>
      <translation>Die JSON-Datei, die „Genauigkeit bewerten“ von dieser Karte geschrieben hat. Seite, JSON und CSV nennen dann auch die gemessene Genauigkeit der Karte, jedes Zuverlässigkeitscodes und jeder Klasse, mit Intervallen.</translation>
    </message>
    <message>
      <source>The JSON file that Check labels wrote of the old map. The page, JSON and CSV then also tell which classes of the old map look wrong, and what they likely are.</source>
      <translation>Die JSON-Datei, die „Labels prüfen“ von der alten Karte geschrieben hat. Seite, JSON und CSV nennen dann auch, welche Klassen der alten Karte falsch aussehen und was sie vermutlich sind.</translation>
    </message>
    <message>
      <source>The raster that Check labels wrote. The page then also shows where the old map looks wrong.</source>
      <translation>Das Raster, das „Labels prüfen“ geschrieben hat. Die Seite zeigt dann auch, wo die alte Karte falsch aussieht.</translation>
    </message>
    <message>
      <source>Heading of the report; if empty: Reliability of the land-cover map.</source>
      <translation>Überschrift des Berichts; wenn leer: Reliability of the land-cover map.</translation>
    </message>
    <message>
      <source>The report as one page that needs nothing else: no network, no other files.</source>
      <translation>Der Bericht als eine Seite, die nichts weiter braucht: kein Netz, keine anderen Dateien.</translation>
    </message>
    <message>
      <source>All figures of the report for programs; null where a figure cannot be told.</source>
      <translation>Alle Kennzahlen des Berichts für Programme; null, wo sich eine nicht angeben lässt.</translation>
    </message>
    <message>
      <source>All figures as one table: the map, each class, each zone, each class in each zone; then, with CONFIDENCE, its distribution; with ASSESSMENT, the accuracy; with LABEL_CHECK, the old map, its classes, what these likely are, its zones.</source>
      <translation>Alle Kennzahlen als eine Tabelle: die Karte, jede Klasse, jede Zone, jede Klasse in jeder Zone; dann, mit CONFIDENCE, deren Verteilung; mit ASSESSMENT die Genauigkeit; mit LABEL_CHECK die alte Karte, ihre Klassen, was diese vermutlich sind, ihre Zonen.</translation>
    </message>
    <message>
      <source>Areas as a table for spreadsheets and pivot tables: one row for each class and reliability code, for the whole map and for each zone, with pixels, hectares on the ellipsoid, and the share of the zone.</source>
      <translation>Flächen als Tabelle für Tabellenkalkulation und Pivot-Tabellen: eine Zeile je Klasse und Zuverlässigkeitscode, für die ganze Karte und jede Zone, mit Pixeln, Hektar auf dem Ellipsoid und dem Anteil an der Zone.</translation>
    </message>
    <message>
      <source>Folder for a PNG of each map with its legend: class_map.png, reliability.png, evidence.png, confidence.png, label_issues.png.</source>
      <translation>Ordner für ein PNG jeder Karte mit ihrer Legende: class_map.png, reliability.png, evidence.png, confidence.png, label_issues.png.</translation>
    </message>
    <message>
      <source>Confidence score of the map, 0 to 1; missing when no class was checked.</source>
      <translation>Konfidenzwert der Karte, 0 bis 1; fehlt, wenn keine Klasse geprüft wurde.</translation>
    </message>
    <message>
      <source>Pixels of checked classes with high reliability.</source>
      <translation>Pixel geprüfter Klassen mit hoher Zuverlässigkeit.</translation>
    </message>
    <message>
      <source>Pixels of checked classes with medium reliability.</source>
      <translation>Pixel geprüfter Klassen mit mittlerer Zuverlässigkeit.</translation>
    </message>
    <message>
      <source>Pixels of checked classes with low reliability.</source>
      <translation>Pixel geprüfter Klassen mit niedriger Zuverlässigkeit.</translation>
    </message>
    <message>
      <source>Share of the map's pixels that were not assessed, 0 to 1.</source>
      <translation>Anteil der Pixel der Karte, die nicht bewertet wurden, 0 bis 1.</translation>
    </message>
    <message>
      <source>Lists the places of a land-cover map that are worth a person's look, the most worthwhile first.</source>
      <translation>Listet die Stellen einer Landbedeckungskarte auf, die einen Blick wert sind, die lohnendsten zuerst.</translation>
    </message>
    <message>
      <source>Doubtful are the pixels of medium and low reliability and those that were rejected and reassigned. Doubtful pixels that touch, also at a corner only, are one region, whatever their classes. Regions are ranked by area times doubt, summed pixel by pixel; doubt is 1 - confidence. Where no confidence is known, doubt is 0.3 for medium and 0.4 for low reliability, the usual shares of wrong pixels; a pixel without a class always has doubt 1.</source>
      <translation>Zweifelhaft sind die Pixel mittlerer und niedriger Zuverlässigkeit und die verworfenen und neu zugewiesenen. Zweifelhafte Pixel, die sich berühren, auch nur an einer Ecke, bilden eine Stelle, gleich welche Klassen sie haben. Stellen werden nach Fläche mal Zweifel gereiht, Pixel für Pixel summiert; Zweifel ist 1 - Konfidenz. Wo keine Konfidenz bekannt ist, beträgt der Zweifel 0,3 bei mittlerer und 0,4 bei niedriger Zuverlässigkeit, den üblichen Anteilen falscher Pixel; ein Pixel ohne Klasse hat immer den Zweifel 1.</translation>
    </message>
    <message>
      <source>A region longer than MAX_SIDE is cut into equal rows and columns of that length at most, so that each can be looked at on one screen; what lies in one of these rectangles is one region, also where it falls apart there. Together the regions cover exactly the doubtful pixels, without those of spots smaller than MIN_PIXELS.</source>
      <translation>Eine Stelle, die länger als MAX_SIDE ist, wird in gleiche Zeilen und Spalten von höchstens dieser Länge zerlegt, sodass jede auf einem Bildschirm zu sehen ist; was in einem dieser Rechtecke liegt, ist eine Stelle, auch wo es dort auseinanderfällt. Zusammen bedecken die Stellen genau die zweifelhaften Pixel, ohne die von Flecken unter MIN_PIXELS.</translation>
    </message>
    <message>
      <source>The map may have any size: it is seen in blocks. For the time of the run the disk of the result holds 4 bytes a pixel.</source>
      <translation>Die Karte darf beliebig groß sein: Sie wird in Blöcken gesehen. Während des Laufs liegen auf dem Datenträger des Ergebnisses 4 Byte je Pixel.</translation>
    </message>
    <message>
      <source>The corrected class map; 0 means no class. Its grid and its CRS are those of the regions.</source>
      <translation>Die korrigierte Klassenkarte; 0 bedeutet keine Klasse. Ihr Gitter und ihr KBS sind die der Stellen.</translation>
    </message>
    <message>
      <source>The evidence map of the correction. It tells why pixels are doubtful, and finds those that were rejected and left without a class.</source>
      <translation>Die Belegkarte der Korrektur. Sie sagt, warum Pixel zweifelhaft sind, und findet die, die verworfen wurden und ohne Klasse blieben.</translation>
    </message>
    <message>
      <source>The confidence layer, 0 to 1. Without it the ranking only knows areas and codes.</source>
      <translation>Der Konfidenzlayer, 0 bis 1. Ohne ihn kennt die Reihung nur Flächen und Codes.</translation>
    </message>
    <message>
      <source>The class map that was corrected, to tell which class a region had before. In the same class scheme.</source>
      <translation>Die Klassenkarte, die korrigiert wurde, um zu sagen, welche Klasse eine Stelle vorher hatte. Im selben Klassenschema.</translation>
    </message>
    <message>
      <source>Polygons, for example municipalities or map sheets; each region is told in which one it lies. Where they overlap, the smaller one counts.</source>
      <translation>Polygone, zum Beispiel Gemeinden oder Kartenblätter; zu jeder Stelle wird angegeben, in welchem sie liegt. Wo sie sich überlappen, zählt das kleinere.</translation>
    </message>
    <message>
      <source>The attribute that names the zones; if empty, an attribute called name, label, title, zone or id is taken, else the first one.</source>
      <translation>Das Attribut mit den Namen der Zonen; ist es leer, wird ein Attribut namens name, label, title, zone oder id genommen, sonst das erste.</translation>
    </message>
    <message>
      <source>Connected doubtful pixels that are fewer than this, before any cut, are left out.</source>
      <translation>Verbundene zweifelhafte Pixel, die weniger als so viele sind, vor jedem Zerlegen, werden ausgelassen.</translation>
    </message>
    <message>
      <source>Only so many regions are listed, those that come first in rank; LEFT_OUT tells how many there are besides.</source>
      <translation>Nur so viele Stellen werden aufgelistet, die ersten im Rang; LEFT_OUT sagt, wie viele es sonst noch gibt.</translation>
    </message>
    <message>
      <source>Regions that are longer or wider than this are cut. 256 pixels, 3 screen pixels each, fit on a screen.</source>
      <translation>Stellen, die länger oder breiter sind, werden zerlegt. 256 Pixel zu je 3 Bildschirmpixeln passen auf einen Bildschirm.</translation>
    </message>
    <message>
      <source>A GeoPackage with one layer, regions, in the CRS of the map, the first in rank first. Fields: rank; region (a number that a region keeps as long as its first pixel stays doubtful); score (hectares times doubt; pixels times doubt where areas are unknown); pixels; area_ha (on the ellipsoid where the CRS is geographic); doubt and confidence (means); class_id, class_name (most frequent class); before_id, before_name (most frequent class before); medium, low, not_assessed (shares of the reliability codes 2, 3, 0); evidence, reason (most frequent evidence, in words); zone; x, y (the region's pixel nearest to its middle); xmin, ymin, xmax, ymax.</source>
      <translation>Ein GeoPackage mit einem Layer, regions, im KBS der Karte, die Ersten im Rang zuerst. Felder: rank; region (eine Nummer, die eine Stelle behält, solange ihr erstes Pixel zweifelhaft bleibt); score (Hektar mal Zweifel; Pixel mal Zweifel, wo Flächen unbekannt sind); pixels; area_ha (auf dem Ellipsoid, wenn das KBS geografisch ist); doubt und confidence (Mittelwerte); class_id, class_name (häufigste Klasse); before_id, before_name (vorher häufigste Klasse); medium, low, not_assessed (Anteile der Zuverlässigkeitscodes 2, 3, 0); evidence, reason (häufigster Beleg, in Worten); zone; x, y (das Pixel der Stelle, das ihrer Mitte am nächsten ist); xmin, ymin, xmax, ymax.</translation>
    </message>
    <message>
      <source>Regions in the list.</source>
      <translation>Stellen in der Liste.</translation>
    </message>
    <message>
      <source>Regions that the limit left out.</source>
      <translation>Stellen, die die Grenze ausschloss.</translation>
    </message>
    <message>
      <source>Pixels of the regions in the list.</source>
      <translation>Pixel der Stellen in der Liste.</translation>
    </message>
    <message>
      <source>Doubtful pixels of the whole map, those of small spots included.</source>
      <translation>Zweifelhafte Pixel der ganzen Karte, die kleiner Flecken eingeschlossen.</translation>
    </message>
    <message>
      <source>Draws points on a class map for people to label, so that assess can tell how accurate the map is and how large its classes are. The points are shared out among strata, the classes by reliability code, and spread evenly over each stratum's land; within a stratum every pixel has the same chance.</source>
      <translation>Zieht auf einer Klassenkarte Punkte, die Menschen labeln, damit „Genauigkeit bewerten“ sagen kann, wie genau die Karte ist und wie groß ihre Klassen sind. Die Punkte werden auf Strata aufgeteilt, die Klassen nach Zuverlässigkeitscode, und gleichmäßig über das Land jedes Stratums verteilt; innerhalb eines Stratums hat jedes Pixel dieselbe Chance.</translation>
    </message>
    <message>
      <source>Open the points over an image in QGIS, switch on editing and click them one by one: the form offers the classes, and a labelled point takes its class's colour. Label the pixel that the square around the point shows. Whoever stops early should label the points in the order of their numbers: these are random, so that the labelled ones still are a sample.</source>
      <translation>Öffnen Sie die Punkte über einem Bild in QGIS, schalten Sie die Bearbeitung ein und klicken Sie sie einzeln an: Das Formular bietet die Klassen an, und ein gelabelter Punkt nimmt die Farbe seiner Klasse an. Labeln Sie das Pixel, das das Quadrat um den Punkt zeigt. Wer früher aufhören will, labelt die Punkte in der Reihenfolge ihrer Nummern: Diese sind zufällig, sodass die gelabelten immer noch eine Stichprobe sind.</translation>
    </message>
    <message>
      <source>The class map; 0 means no class, and no point lies there.</source>
      <translation>Die Klassenkarte; 0 bedeutet keine Klasse, und dort liegt kein Punkt.</translation>
    </message>
    <message>
      <source>The reliability map of the correction. With it the strata are the classes by reliability code, so that assess can tell how accurate each code is; without it they are the classes.</source>
      <translation>Die Zuverlässigkeitskarte der Korrektur. Mit ihr sind die Strata die Klassen nach Zuverlässigkeitscode, sodass „Genauigkeit bewerten“ sagen kann, wie genau jeder Code ist; ohne sie sind es die Klassen.</translation>
    </message>
    <message>
      <source>Number of points in all. The least number of points in a stratum may raise it.</source>
      <translation>Anzahl der Punkte insgesamt. Die Mindestzahl der Punkte in einem Stratum kann sie erhöhen.</translation>
    </message>
    <message>
      <source>If not 0, the number of points is what makes the standard error of overall accuracy this small, for example 0.01; SIZE is then not used. It rests on the accuracies to expect (Olofsson et al. 2014, equation 13).</source>
      <translation>Wenn nicht 0, werden es so viele Punkte, dass der Standardfehler der Gesamtgenauigkeit so klein wird, zum Beispiel 0,01; SIZE wird dann nicht verwendet. Es beruht auf den zu erwartenden Genauigkeiten (Olofsson et al. 2014, Gleichung 13).</translation>
    </message>
    <message>
      <source>If not 0, every class gets at least as many points as make the standard error of its user's accuracy this small, for example 0.05; it rests on the accuracies to expect. What to expect of each class stands in the log and in the table strata.</source>
      <translation>Wenn nicht 0, erhält jede Klasse mindestens so viele Punkte, dass der Standardfehler ihrer Nutzergenauigkeit so klein wird, zum Beispiel 0,05; es beruht auf den zu erwartenden Genauigkeiten. Was von jeder Klasse zu erwarten ist, steht im Protokoll und in der Tabelle strata.</translation>
    </message>
    <message>
      <source>How the points are shared out among the strata: neyman gives most to what is large and uncertain and makes the standard error of overall accuracy least; proportional follows the size, root its root; equal serves the rare classes best.</source>
      <translation>Wie die Punkte auf die Strata aufgeteilt werden: neyman gibt am meisten dem, was groß und unsicher ist, und macht den Standardfehler der Gesamtgenauigkeit am kleinsten; proportional folgt der Größe, root ihrer Wurzel; equal dient den seltenen Klassen am besten.</translation>
    </message>
    <message>
      <source>Every stratum gets at least so many points, or all its pixels if it has fewer. With 50 the intervals of 95 % hold what they promise; with fewer the figures of single classes and codes become vague.</source>
      <translation>Jedes Stratum erhält mindestens so viele Punkte, oder alle seine Pixel, wenn es weniger hat. Mit 50 halten die 95-%-Intervalle, was sie versprechen; mit weniger werden die Kennzahlen einzelner Klassen und Codes vage.</translation>
    </message>
    <message>
      <source>What share of the pixels you expect to be right where the reliability is not assessed, high, medium and low; only for neyman and for the standard error. Without RELIABILITY the first counts.</source>
      <translation>Welcher Anteil der Pixel vermutlich richtig ist, wo die Zuverlässigkeit nicht bewertet, hoch, mittel und niedrig ist; nur für neyman und für den Standardfehler. Ohne RELIABILITY zählt der erste.</translation>
    </message>
    <message>
      <source>Hides the map's class, the reliability and the stratum in the form and the table, so that nobody labels what the map says. They stay in the file, because assess needs them.</source>
      <translation>Verbirgt die Klasse der Karte, die Zuverlässigkeit und das Stratum in Formular und Tabelle, damit niemand labelt, was die Karte sagt. In der Datei bleiben sie, weil „Genauigkeit bewerten“ sie braucht.</translation>
    </message>
    <message>
      <source>The classes of the map, if the map does not tell itself: a built-in scheme or a file. The form offers its classes.</source>
      <translation>Die Klassen der Karte, wenn die Karte sie nicht selbst nennt: ein eingebautes Schema oder eine Datei. Das Formular bietet ihre Klassen an.</translation>
    </message>
    <message>
      <source>The same seed gives the same points.</source>
      <translation>Derselbe Startwert ergibt dieselben Punkte.</translation>
    </message>
    <message>
      <source>GeoPackage with the layer points (id, reference and note to fill in, map_class, reliability, stratum, stratum_px, weight) in the map's CRS, its form and colours, and the table strata (pixels, hectares, points, probability of each pixel, and the standard errors to expect of the stratum and of its class).</source>
      <translation>GeoPackage mit dem Layer points (id, reference und note zum Ausfüllen, map_class, reliability, stratum, stratum_px, weight) im KBS der Karte, seinem Formular und seinen Farben, und der Tabelle strata (Pixel, Hektar, Punkte, Wahrscheinlichkeit jedes Pixels, und die zu erwartenden Standardfehler des Stratums und seiner Klasse).</translation>
    </message>
    <message>
      <source>Number of points drawn.</source>
      <translation>Anzahl der gezogenen Punkte.</translation>
    </message>
    <message>
      <source>Standard error of overall accuracy to expect, if the accuracies are as expected.</source>
      <translation>Zu erwartender Standardfehler der Gesamtgenauigkeit, wenn die Genauigkeiten sind wie erwartet.</translation>
    </message>
    <message>
      <source>Tests the engine, the process of its own in which SureCover computes: versions of all packages, what there is to run networks with (PyTorch, onnxruntime, OpenVINO), processor cores, graphics cards and disk space, then a tiny run (GDAL's formats, a raster written and read back, a convolution on every device).</source>
      <translation>Testet die Engine, den eigenen Prozess, in dem SureCover rechnet: Versionen aller Pakete, womit Netze laufen können (PyTorch, onnxruntime, OpenVINO), Prozessorkerne, Grafikkarten und Speicherplatz, dann ein winziger Lauf (die Formate von GDAL, ein Raster geschrieben und wieder gelesen, eine Faltung auf jedem Gerät).</translation>
    </message>
    <message>
      <source>Run it once after installing, and whenever another algorithm complains about the engine. A failed check is named, and the report is written all the same.</source>
      <translation>Starten Sie ihn einmal nach der Installation, und immer wenn ein anderer Algorithmus sich über die Engine beklagt. Eine fehlgeschlagene Prüfung wird genannt, und der Bericht wird trotzdem geschrieben.</translation>
    </message>
    <message>
      <source>Everything found, and the outcome of every check, as JSON.</source>
      <translation>Alles Gefundene und das Ergebnis jeder Prüfung, als JSON.</translation>
    </message>
    <message>
      <source>Processor cores of this computer.</source>
      <translation>Prozessorkerne dieses Rechners.</translation>
    </message>
    <message>
      <source>CUDA devices that the engine can compute on; 0 when it uses the processor alone.</source>
      <translation>CUDA-Geräte, auf denen die Engine rechnen kann; 0, wenn sie nur den Prozessor nutzt.</translation>
    </message>
    <message>
      <source>Free space where temporary files go, in GiB.</source>
      <translation>Freier Platz, wo temporäre Dateien liegen, in GiB.</translation>
    </message>
    <message>
      <source>Trains a model from images and labels: an old map, polygons drawn by hand, or any other raster or vector layer of classes. What comes out is a model folder for Classify and for Produce a land-cover map, and a page that says how well it does on an area that it never saw.</source>
      <translation>Trainiert ein Modell aus Bildern und Labels: einer alten Karte, von Hand gezeichneten Polygonen oder einem anderen Raster- oder Vektorlayer mit Klassen. Heraus kommen ein Modellordner für „Einen Termin klassifizieren“ und „Landbedeckungskarte erstellen“ und eine Seite, die sagt, wie gut es in einem Gebiet ist, das es nie gesehen hat.</translation>
    </message>
    <message>
      <source>One part of the area is held out: its labels and pixels teach nothing, nor does a gap around it. The figures compare what the model says there with the given labels, whose mistakes count against it. A model learns what its labels say, at their place and season; it must not be judged by them elsewhere than on the held-out part.</source>
      <translation>Ein Teil des Gebiets wird zurückgehalten: Seine Labels und Pixel lehren nichts, und ein Abstand darum herum auch nicht. Die Kennzahlen vergleichen, was das Modell dort sagt, mit den gegebenen Labels, deren Fehler gegen es zählen. Ein Modell lernt, was seine Labels sagen, an ihrem Ort und zu ihrer Jahreszeit; nach ihnen darf es nirgends als im zurückgehaltenen Teil beurteilt werden.</translation>
    </message>
    <message>
      <source>After every epoch the state is kept beside the model in a folder of its name that ends with .training. A run that was cancelled or killed goes on from there when the same settings are run again with unchanged files, and gives the same model; with other settings it starts anew. The folder goes when the model is complete; if you never come back to it, delete it.</source>
      <translation>Nach jeder Epoche wird der Stand neben dem Modell aufbewahrt, in einem Ordner seines Namens mit der Endung .training. Ein abgebrochener oder abgestürzter Lauf geht von dort weiter, wenn dieselben Einstellungen mit unveränderten Dateien noch einmal gestartet werden, und ergibt dasselbe Modell; mit anderen Einstellungen beginnt er neu. Der Ordner verschwindet, wenn das Modell fertig ist; kehren Sie nie dazu zurück, löschen Sie ihn.</translation>
    </message>
    <message>
      <source>One image per date, a raster or a Sentinel-2 product as downloaded (its zip, or the file MTD_MSIL1C.xml or MTD_MSIL2A.xml in its folder). All are seen on the grid of the first one and share the labels; the model learns the bands that all have. Their descriptions (B04, red, VV) become the names by which the model finds its bands later.</source>
      <translation>Ein Bild je Termin, ein Raster oder ein Sentinel-2-Produkt wie heruntergeladen (sein zip, oder die Datei MTD_MSIL1C.xml oder MTD_MSIL2A.xml in seinem Ordner). Alle werden auf dem Gitter des ersten gesehen und teilen sich die Labels; das Modell lernt die Kanäle, die alle haben. Ihre Beschreibungen (B04, red, VV) werden die Namen, nach denen das Modell seine Kanäle später findet.</translation>
    </message>
    <message>
      <source>Classes to learn from: a raster, or polygons, lines or points, in any CRS. CORINE, WorldCover, Dynamic World, IGBP and OpenStreetMap are recognised, as are maps of SureCover. Pixels without a class teach nothing. A parent class, such as open land, whose children are all learnt teaches 'one of these'.</source>
      <translation>Klassen, aus denen gelernt wird: ein Raster, oder Polygone, Linien oder Punkte, in beliebigem KBS. CORINE, WorldCover, Dynamic World, IGBP und OpenStreetMap werden erkannt, ebenso Karten von SureCover. Pixel ohne Klasse lehren nichts. Eine Oberklasse wie Offenland, deren Unterklassen alle gelernt werden, lehrt „eine von diesen“.</translation>
    </message>
    <message>
      <source>Name of the attribute that holds the class, if the labels are a vector layer; empty for CORINE, where it is found by its name, and for OpenStreetMap, whose tags are read from several.</source>
      <translation>Name des Attributs mit der Klasse, wenn die Labels ein Vektorlayer sind; leer für CORINE, wo es am Namen erkannt wird, und für OpenStreetMap, dessen Tags aus mehreren gelesen werden.</translation>
    </message>
    <message>
      <source>One mask per image, in the same order: a Sentinel-2 scene classification, a cloud probability or a cloud mask, as Cloud-free mosaic explains. None: an image's own band SCL, or what the cloud detector s2cloudless tells of an L1C image with all its bands; otherwise all pixels count as clear. What is not clear teaches nothing.</source>
      <translation>Eine Maske je Bild, in derselben Reihenfolge: eine Szenenklassifikation von Sentinel-2, eine Wolkenwahrscheinlichkeit oder eine Wolkenmaske, wie bei „Wolkenfreies Mosaik“ erklärt. Keine: der eigene Kanal SCL eines Bildes, oder was der Wolkendetektor s2cloudless an einem L1C-Bild mit allen Kanälen findet; sonst gelten alle Pixel als wolkenfrei. Was nicht wolkenfrei ist, lehrt nichts.</translation>
    </message>
    <message>
      <source>Polygons that are held out as a whole. Without them the area is cut into contiguous blocks, along the cells of a label raster.</source>
      <translation>Polygone, die als Ganzes zurückgehalten werden. Ohne sie wird das Gebiet in zusammenhängende Blöcke zerlegt, entlang der Zellen eines Label-Rasters.</translation>
    </message>
    <message>
      <source>The classes to learn: a built-in scheme (basic6, clc44, igbp10, igbp17, worldcover11, dynamicworld9, urbanatlas14) or a .json or .csv file. Empty: basic6 for a recognised product such as CORINE; any other map is learnt in its own classes.</source>
      <translation>Die zu lernenden Klassen: ein eingebautes Schema (basic6, clc44, igbp10, igbp17, worldcover11, dynamicworld9, urbanatlas14) oder eine .json- oder .csv-Datei. Leer: basic6 für ein erkanntes Produkt wie CORINE; jede andere Karte wird in ihren eigenen Klassen gelernt.</translation>
    </message>
    <message>
      <source>How the codes of the labels become classes to learn, a name or a CSV file as Harmonise an external map explains. Empty: the map is recognised, or its codes are the classes.</source>
      <translation>Wie die Codes der Labels zu Klassen werden, die gelernt werden: ein Name oder eine CSV-Datei, wie bei „Externe Karte harmonisieren“ erklärt. Leer: Die Karte wird erkannt, oder ihre Codes sind die Klassen.</translation>
    </message>
    <message>
      <source>unet: a small U-Net, quick on two cores. resunet: a U-Net on a ResNet (Pollatos et al.). deeplabv3plus: DeepLabV3+ (Yu et al. 2021), for graphics cards. Or one of the baselines that look at every pixel alone (Schmitt et al. 2020): random_forest (100 trees of depth 10), kmeans (as many clusters as classes, matched to the labels); most settings of training mean nothing to them.</source>
      <translation>unet: ein kleines U-Net, schnell auf zwei Kernen. resunet: ein U-Net auf einem ResNet (Pollatos et al.). deeplabv3plus: DeepLabV3+ (Yu et al. 2021), für Grafikkarten. Oder eines der Vergleichsverfahren, die jedes Pixel für sich betrachten (Schmitt et al. 2020): random_forest (100 Bäume der Tiefe 10), kmeans (so viele Cluster wie Klassen, den Labels zugeordnet); die meisten Einstellungen des Trainings bedeuten ihnen nichts.</translation>
    </message>
    <message>
      <source>Encoder of the network, a name of segmentation-models-pytorch, such as resnet18, or after tu- of timm, such as tu-resnet10t; empty for the network's usual one.</source>
      <translation>Encoder des Netzes, ein Name aus segmentation-models-pytorch, etwa resnet18, oder nach tu- aus timm, etwa tu-resnet10t; leer für den üblichen des Netzes.</translation>
    </message>
    <message>
      <source>cross_entropy: the usual one, with labels of several classes (Schmitt et al. 2020). dice_bce: half dice, half binary cross-entropy (Pollatos et al.). iou: the share of overlap, with equal weight to rare classes (Fonteix et al. 2021).</source>
      <translation>cross_entropy: die übliche, mit Labels mehrerer Klassen (Schmitt et al. 2020). dice_bce: halb Dice, halb binäre Kreuzentropie (Pollatos et al.). iou: der Anteil der Überlappung, mit gleichem Gewicht für seltene Klassen (Fonteix et al. 2021).</translation>
    </message>
    <message>
      <source>How often the training sees the patches of an epoch. The time grows with it.</source>
      <translation>Wie oft das Training die Ausschnitte einer Epoche sieht. Die Zeit wächst damit.</translation>
    </message>
    <message>
      <source>After so many epochs, and again and again, only those given labels go on to teach that the network agrees with (Yu et al. 2021, who take 5). For labels with many mistakes; 0 never does.</source>
      <translation>Nach so vielen Epochen, und immer wieder, lehren nur noch die gegebenen Labels weiter, mit denen das Netz übereinstimmt (Yu et al. 2021, die 5 nehmen). Für Labels mit vielen Fehlern; 0 tut es nie.</translation>
    </message>
    <message>
      <source>Classes, by name or id, separated by commas, or by semicolons where a name holds a comma, that teach nothing, as Savanna in Schmitt et al. 2020.</source>
      <translation>Klassen, als Name oder Nummer, durch Kommas getrennt, oder durch Semikolons, wenn ein Name ein Komma enthält, die nichts lehren, wie Savanna bei Schmitt et al. 2020.</translation>
    </message>
    <message>
      <source>Of everything random: the same seed gives the same model on the same computer.</source>
      <translation>Von allem Zufälligen: Derselbe Startwert ergibt auf demselben Rechner dasselbe Modell.</translation>
    </message>
    <message>
      <source>Weights that the encoder begins with: the folder of another model, or a file in it, or a .safetensors file of an encoder. They may be of other bands; the encoder must be the same. Nothing is downloaded.</source>
      <translation>Gewichte, mit denen der Encoder beginnt: der Ordner eines anderen Modells oder eine Datei darin, oder eine .safetensors-Datei eines Encoders. Sie dürfen von anderen Kanälen stammen; der Encoder muss derselbe sein. Nichts wird heruntergeladen.</translation>
    </message>
    <message>
      <source>So many first epochs leave the encoder as it is; afterwards it learns at a tenth of the rate (Pollatos et al.). For weights from elsewhere and few labels.</source>
      <translation>So viele erste Epochen lassen den Encoder, wie er ist; danach lernt er mit einem Zehntel der Rate (Pollatos et al.). Für anderswo gelernte Gewichte und wenige Labels.</translation>
    </message>
    <message>
      <source>measured: the mean of each band over the training pixels becomes 0, their standard deviation 1. schmitt2020: reflectance 0 to 1 as it is, radar of -25 to 0 dB to 0 to 1 (Schmitt et al. 2020). yu2021: radar stretched between the 2nd and 98th percentile of each scene (Yu et al. 2021), the held-out part with it, reflectance as it is. The last two need radar in dB: set SCALING of Radar without speckle to none.</source>
      <translation>measured: Das Mittel jedes Kanals über die Trainingspixel wird 0, ihre Standardabweichung 1. schmitt2020: Reflexion 0 bis 1, wie sie ist, Radar von -25 bis 0 dB auf 0 bis 1 (Schmitt et al. 2020). yu2021: Radar zwischen dem 2. und 98. Perzentil jeder Szene gestreckt (Yu et al. 2021), der zurückgehaltene Teil mit, Reflexion, wie sie ist. Die letzten beiden brauchen Radar in dB: Setzen Sie SCALING von „Radar ohne Speckle“ auf none.</translation>
    </message>
    <message>
      <source>Names of those bands to learn from, separated by commas, such as B02,B03,B04,B08; empty for all that show the surface. For the ten bands of Sentinel-2 other ones, such as B10, are left out.</source>
      <translation>Namen der Kanäle, aus denen gelernt wird, durch Kommas getrennt, etwa B02,B03,B04,B08; leer für alle, die die Oberfläche zeigen. Bei den zehn Kanälen von Sentinel-2 bleiben andere, etwa B10, außen vor.</translation>
    </message>
    <message>
      <source>What a model of one theme looks at, for example water. It learns a class 'other' of everything else, so that several such models together make a map; name its classes under CLASSES.</source>
      <translation>Worauf ein Modell für ein einzelnes Thema achtet, zum Beispiel Wasser. Es lernt für alles andere eine Klasse „other“, sodass mehrere solcher Modelle zusammen eine Karte ergeben; nennen Sie seine Klassen unter CLASSES.</translation>
    </message>
    <message>
      <source>Classes to learn, by name or id, separated by commas or semicolons; empty for all that occur. Classes below one of them teach it. The rest teaches nothing, or with a theme 'other'.</source>
      <translation>Zu lernende Klassen, als Name oder Nummer, durch Kommas oder Semikolons getrennt; leer für alle vorkommenden. Klassen unterhalb einer von ihnen lehren diese. Der Rest lehrt nichts, oder mit einem Thema „other“.</translation>
    </message>
    <message>
      <source>Side of the square patches that the network sees at once, in pixels; 0 takes 64 for unet, 128 for resunet, 256 for deeplabv3plus. They overlap by half a side.</source>
      <translation>Seitenlänge der quadratischen Ausschnitte, die das Netz auf einmal sieht, in Pixeln; 0 nimmt 64 für unet, 128 für resunet, 256 für deeplabv3plus. Sie überlappen sich um die halbe Seitenlänge.</translation>
    </message>
    <message>
      <source>Patches that the network sees before it changes its weights. Memory grows with it.</source>
      <translation>Ausschnitte, die das Netz sieht, bevor es seine Gewichte ändert. Der Speicherbedarf wächst damit.</translation>
    </message>
    <message>
      <source>How many patches, drawn at random, make an epoch; 0 takes every patch once.</source>
      <translation>Wie viele zufällig gezogene Ausschnitte eine Epoche bilden; 0 nimmt jeden Ausschnitt einmal.</translation>
    </message>
    <message>
      <source>Draws patches so that pixels of rare classes are seen as often as those of common ones.</source>
      <translation>Zieht Ausschnitte so, dass Pixel seltener Klassen so oft gesehen werden wie die häufiger.</translation>
    </message>
    <message>
      <source>Leaves out patches of which a single class fills a larger share of what is labelled, as the open sea in Pollatos et al.; 100 leaves none out. The last ones of a class always stay.</source>
      <translation>Lässt Ausschnitte aus, von denen eine einzige Klasse einen größeren Anteil des Gelabelten füllt, wie das offene Meer bei Pollatos et al.; 100 lässt keinen aus. Die letzten einer Klasse bleiben immer.</translation>
    </message>
    <message>
      <source>How patches are varied, each with probability 0.5 (Yu et al. 2021): some of flips, rotations, warps (by up to 2 pixels), stretch (of contrast) and mixes (a rectangle of one patch in another, which helps where few images teach), separated by commas; empty for none.</source>
      <translation>Wie Ausschnitte abgewandelt werden, jeweils mit Wahrscheinlichkeit 0,5 (Yu et al. 2021): einige von flips, rotations, warps (um bis zu 2 Pixel), stretch (des Kontrasts) und mixes (ein Rechteck eines Ausschnitts in einem anderen, was hilft, wo wenige Bilder lehren), durch Kommas getrennt; leer für keine.</translation>
    </message>
    <message>
      <source>Share of the network's features that is left out at random in every step, 0 to 0.5.</source>
      <translation>Anteil der Merkmale des Netzes, der in jedem Schritt zufällig weggelassen wird, 0 bis 0,5.</translation>
    </message>
    <message>
      <source>How far a step goes; 0 takes 0.0005 for adam, 0.003 for adamw, 0.001 for sgd.</source>
      <translation>Wie weit ein Schritt geht; 0 nimmt 0,0005 für adam, 0,003 für adamw, 0,001 für sgd.</translation>
    </message>
    <message>
      <source>How the learning rate changes: onecycle (rises, then falls to 0), cosine or poly (fall to 0), constant.</source>
      <translation>Wie sich die Lernrate ändert: onecycle (steigt, fällt dann auf 0), cosine oder poly (fallen auf 0), constant.</translation>
    </message>
    <message>
      <source>At least this share of the given labels of each class stays when labels are refined, so that rare classes do not vanish. Above 0 a label also stays where its class is more probable than usual for it, though another may be more probable still, and the labels that stay count as much as all of their class did. 0 is the rule of Yu et al. 2021.</source>
      <translation>Mindestens dieser Anteil der gegebenen Labels jeder Klasse bleibt, wenn Labels verfeinert werden, damit seltene Klassen nicht verschwinden. Über 0 bleibt ein Label auch, wo seine Klasse wahrscheinlicher ist als für sie üblich, auch wenn eine andere noch wahrscheinlicher ist, und die verbleibenden Labels zählen so viel wie zuvor alle ihrer Klasse. 0 ist die Regel von Yu et al. 2021.</translation>
    </message>
    <message>
      <source>Ends the training when the mean IoU on the held-out part has not grown for so many epochs, and keeps the network of the best epoch; the same pixels then choose and judge, which flatters a little. 0 trains to the last epoch and keeps that.</source>
      <translation>Beendet das Training, wenn die mittlere IoU im zurückgehaltenen Teil so viele Epochen lang nicht gewachsen ist, und behält das Netz der besten Epoche; dieselben Pixel wählen und urteilen dann, was etwas schmeichelt. 0 trainiert bis zur letzten Epoche und behält diese.</translation>
    </message>
    <message>
      <source>Pixels between what teaches and what is held out. -1 takes as far as the network looks, and no less than a cell of a label raster.</source>
      <translation>Pixel zwischen dem, was lehrt, und dem, was zurückgehalten wird. -1 nimmt so weit, wie das Netz schaut, und nicht weniger als eine Zelle eines Label-Rasters.</translation>
    </message>
    <message>
      <source>Only this part of the images teaches and is held out.</source>
      <translation>Nur dieser Teil der Bilder lehrt und wird zurückgehalten.</translation>
    </message>
    <message>
      <source>Polygons in any CRS; only pixels whose centre they cover teach and are held out.</source>
      <translation>Polygone in beliebigem KBS; nur Pixel, deren Mittelpunkt sie bedecken, lehren und werden zurückgehalten.</translation>
    </message>
    <message>
      <source>In place of the dates that the images tell: one per image, in the same order, separated by commas, such as 2023-08-10 or 20230810; an empty place keeps what the image tells. The model's card names the first and the last.</source>
      <translation>Anstelle der Daten, die die Bilder nennen: eines je Bild, in derselben Reihenfolge, durch Kommas getrennt, etwa 2023-08-10 oder 20230810; eine leere Stelle behält, was das Bild nennt. Der Steckbrief des Modells nennt das erste und das letzte.</translation>
    </message>
    <message>
      <source>Whether a label raster holds the product's native pixel codes (native: CORINE 1 to 44, Dynamic World 0 to 8) or class ids (ids: CORINE 111 to 523); auto tells them apart by the values that occur.</source>
      <translation>Ob ein Label-Raster die ursprünglichen Pixelcodes des Produkts enthält (native: CORINE 1 bis 44, Dynamic World 0 bis 8) oder Klassennummern (ids: CORINE 111 bis 523); auto unterscheidet sie an den vorkommenden Werten.</translation>
    </message>
    <message>
      <source>What happens to codes that the crosswalk does not know: ignore them, so that they teach nothing, or refuse the labels.</source>
      <translation>Was mit Codes geschieht, die die Zuordnung nicht kennt: ignore übergeht sie, sodass sie nichts lehren, refuse lehnt die Labels ab.</translation>
    </message>
    <message>
      <source>Whether polygons fill every pixel that they touch instead of those whose centre they cover.</source>
      <translation>Ob Polygone jedes Pixel füllen, das sie berühren, statt derer, deren Mittelpunkt sie bedecken.</translation>
    </message>
    <message>
      <source>Pixels by which the masks grow.</source>
      <translation>Pixel, um die die Masken wachsen.</translation>
    </message>
    <message>
      <source>Where the network is trained: auto takes a graphics card if there is one.</source>
      <translation>Wo das Netz trainiert wird: auto nimmt eine Grafikkarte, wenn es eine gibt.</translation>
    </message>
    <message>
      <source>Names of the zones to hold out, separated by commas, or by semicolons where a name holds a comma; none holds nothing out, so that all labels teach and no figures are told. Empty: about a fifth of the labelled pixels, in whole zones or blocks.</source>
      <translation>Namen der zurückzuhaltenden Zonen, durch Kommas getrennt, oder durch Semikolons, wenn ein Name ein Komma enthält; none hält nichts zurück, sodass alle Labels lehren und keine Kennzahlen genannt werden. Leer: etwa ein Fünftel der gelabelten Pixel, in ganzen Zonen oder Blöcken.</translation>
    </message>
    <message>
      <source>Images of any place that nobody has labelled, with the bands to learn from: an archive has plenty of them. Beside its classes the network learns a second task from them and from the labelled images (after Castillo-Navarro et al.), which shows it more of how land can look. The second task is not part of the saved model. None: the network learns from the labels alone.</source>
      <translation>Bilder eines beliebigen Ortes, die niemand gelabelt hat, mit den Kanälen, aus denen gelernt wird: Ein Archiv hat davon reichlich. Neben seinen Klassen lernt das Netz aus ihnen und aus den gelabelten Bildern eine zweite Aufgabe (nach Castillo-Navarro et al.), die ihm mehr davon zeigt, wie Land aussehen kann. Die zweite Aufgabe gehört nicht zum gespeicherten Modell. Keine: Das Netz lernt aus den Labels allein.</translation>
    </message>
    <message>
      <source>One cloud mask per image without labels, in the same order, as MASKS; none: the image's own, or all pixels count as clear.</source>
      <translation>Eine Wolkenmaske je Bild ohne Labels, in derselben Reihenfolge, wie MASKS; keine: die eigene des Bildes, oder alle Pixel gelten als wolkenfrei.</translation>
    </message>
    <message>
      <source>What the second task shares with the first one. late: all but the last layer; early: the encoder; wnet: a second network that works on the class probabilities of the first one.</source>
      <translation>Was die zweite Aufgabe mit der ersten teilt. late: alles bis auf die letzte Schicht; early: den Encoder; wnet: ein zweites Netz, das mit den Klassenwahrscheinlichkeiten des ersten arbeitet.</translation>
    </message>
    <message>
      <source>The second task. l1 and l2: paint the image again from what the network sees in it (mean absolute, mean squared error). kmeans: sort the pixels softly into segments of one colour each (relaxed k-means). mumford_shah: the same, with short borders.</source>
      <translation>Die zweite Aufgabe. l1 und l2: das Bild aus dem, was das Netz darin sieht, wieder malen (mittlerer absoluter, mittlerer quadratischer Fehler). kmeans: die Pixel weich in Segmente je einer Farbe sortieren (gelockertes k-Means). mumford_shah: dasselbe, mit kurzen Grenzen.</translation>
    </message>
    <message>
      <source>How much the second task counts beside the first one (λ). 0: 2 for l1 and l2, 5 for kmeans and mumford_shah.</source>
      <translation>Wie viel die zweite Aufgabe neben der ersten zählt (λ). 0: 2 für l1 und l2, 5 für kmeans und mumford_shah.</translation>
    </message>
    <message>
      <source>How much the regulariser of kmeans (every pixel in one segment) and mumford_shah (short borders) counts beside the colours (α).</source>
      <translation>Wie viel der Regularisierer von kmeans (jedes Pixel in einem Segment) und mumford_shah (kurze Grenzen) neben den Farben zählt (α).</translation>
    </message>
    <message>
      <source>Into how many segments kmeans and mumford_shah sort the pixels. 0: as many as there are classes.</source>
      <translation>In wie viele Segmente kmeans und mumford_shah die Pixel sortieren. 0: so viele, wie es Klassen gibt.</translation>
    </message>
    <message>
      <source>Name of the model in lists; empty for the folder's name.</source>
      <translation>Name des Modells in Listen; leer für den Namen des Ordners.</translation>
    </message>
    <message>
      <source>Folder of the model: model.json (its card: bands, classes, normalisation, figures, place and season), the weights, and job.json with the settings. Files of the same names are replaced.</source>
      <translation>Ordner des Modells: model.json (sein Steckbrief: Kanäle, Klassen, Normalisierung, Kennzahlen, Ort und Jahreszeit), die Gewichte, und job.json mit den Einstellungen. Gleichnamige Dateien werden ersetzt.</translation>
    </message>
    <message>
      <source>A page on the training: curves, the figures of the held-out part by class, the confusion matrix, samples.</source>
      <translation>Eine Seite zum Training: Kurven, die Kennzahlen des zurückgehaltenen Teils nach Klasse, die Konfusionsmatrix, Beispiele.</translation>
    </message>
    <message>
      <source>Overall accuracy: share of the held-out, labelled pixels for which the model says what the labels say. Missing if nothing was held out.</source>
      <translation>Gesamtgenauigkeit: Anteil der zurückgehaltenen, gelabelten Pixel, bei denen das Modell sagt, was die Labels sagen. Fehlt, wenn nichts zurückgehalten wurde.</translation>
    </message>
    <message>
      <source>Mean over the classes of the share of overlap between model and labels on the held-out part. Missing if nothing was held out.</source>
      <translation>Mittel über die Klassen des Anteils der Überlappung von Modell und Labels im zurückgehaltenen Teil. Fehlt, wenn nichts zurückgehalten wurde.</translation>
    </message>
    <message>
      <source>Turns a land-cover map into polygons with class, reliability, mean confidence and area, for those who work with vector layers.</source>
      <translation>Macht aus einer Landbedeckungskarte Polygone mit Klasse, Zuverlässigkeit, mittlerer Konfidenz und Fläche, für alle, die mit Vektorlayern arbeiten.</translation>
    </message>
    <message>
      <source>Connected pixels of one class are a polygon. Those smaller than MIN_AREA or MIN_PIXELS join the neighbour with which they share the longest border and take its class, the smallest ones first, until none is left; only what nothing but nodata surrounds stays small. Nodata stays nodata.</source>
      <translation>Zusammenhängende Pixel einer Klasse sind ein Polygon. Solche unter MIN_AREA oder MIN_PIXELS gehen zum Nachbarn mit der längsten gemeinsamen Grenze und nehmen dessen Klasse an, die kleinsten zuerst, bis keines mehr übrig ist; nur was ganz von Nodata umgeben ist, bleibt klein. Nodata bleibt Nodata.</translation>
    </message>
    <message>
      <source>Neighbours share their borders, also when these are simplified: there is no gap and no overlap. SIMPLIFY takes the steps out of the borders. Points where three polygons meet and the frame of the map stay where they are, so layers of neighbouring maps fit.</source>
      <translation>Nachbarn teilen ihre Grenzen, auch wenn diese vereinfacht werden: Es gibt keine Lücke und keine Überlappung. SIMPLIFY nimmt die Stufen aus den Grenzen. Punkte, an denen drei Polygone zusammentreffen, und der Rahmen der Karte bleiben, wo sie sind, sodass Layer benachbarter Karten zusammenpassen.</translation>
    </message>
    <message>
      <source>The map is seen in blocks, and no result depends on them. Memory grows with the number of polygons and corners: maps with more than 15 million patches, or that give more than 2 million polygons or 20 million corners, are refused. For the time of the run the disk of the result holds 4 bytes a pixel.</source>
      <translation>Die Karte wird in Blöcken gesehen, und kein Ergebnis hängt davon ab. Der Speicherbedarf wächst mit der Zahl der Polygone und Ecken: Karten mit mehr als 15 Millionen Flächen, oder die mehr als 2 Millionen Polygone oder 20 Millionen Ecken ergeben, werden abgelehnt. Während des Laufs liegen auf dem Datenträger des Ergebnisses 4 Byte je Pixel.</translation>
    </message>
    <message>
      <source>The class map; 0 means no class. Its grid and its CRS are those of the polygons.</source>
      <translation>Die Klassenkarte; 0 bedeutet keine Klasse. Ihr Gitter und ihr KBS sind die der Polygone.</translation>
    </message>
    <message>
      <source>The reliability map of the correction: 0 not assessed, 1 high, 2 medium, 3 low. Polygons get its most frequent code; of equally frequent ones the less reliable.</source>
      <translation>Die Zuverlässigkeitskarte der Korrektur: 0 nicht bewertet, 1 hoch, 2 mittel, 3 niedrig. Polygone erhalten ihren häufigsten Code; von gleich häufigen den weniger zuverlässigen.</translation>
    </message>
    <message>
      <source>The confidence layer, 0 to 1. Polygons get its mean.</source>
      <translation>Der Konfidenzlayer, 0 bis 1. Polygone erhalten ihr Mittel.</translation>
    </message>
    <message>
      <source>The minimum mapping unit in hectares on the ground: smaller polygons join a neighbour. 0 = only MIN_PIXELS counts.</source>
      <translation>Die kleinste Kartiereinheit in Hektar am Boden: Kleinere Polygone gehen zu einem Nachbarn. 0 = nur MIN_PIXELS zählt.</translation>
    </message>
    <message>
      <source>Polygons of fewer pixels join a neighbour; 1 = none does.</source>
      <translation>Polygone mit weniger Pixeln gehen zu einem Nachbarn; 1 = keines.</translation>
    </message>
    <message>
      <source>In units of the map's CRS, metres or degrees: a corner goes if the triangle of it and its neighbours is smaller than the square of this. The length of a pixel's side takes the steps out of slanting borders; 0 keeps the edges of the pixels. At most 20 pixels.</source>
      <translation>In Einheiten des KBS der Karte, Meter oder Grad: Eine Ecke entfällt, wenn das Dreieck aus ihr und ihren Nachbarn kleiner ist als das Quadrat hiervon. Die Seitenlänge eines Pixels nimmt die Stufen aus schrägen Grenzen; 0 behält die Kanten der Pixel. Höchstens 20 Pixel.</translation>
    </message>
    <message>
      <source>Pixels of one class but of different reliability codes make separate polygons. A small one then joins a neighbour of its own class if it has one.</source>
      <translation>Pixel einer Klasse, aber verschiedener Zuverlässigkeitscodes ergeben getrennte Polygone. Ein kleines geht dann zu einem Nachbarn seiner eigenen Klasse, wenn es einen hat.</translation>
    </message>
    <message>
      <source>4: pixels that touch at a corner only belong to different polygons. 8: they belong together, and such polygons have several parts.</source>
      <translation>4: Pixel, die sich nur an einer Ecke berühren, gehören zu verschiedenen Polygonen. 8: Sie gehören zusammen, und solche Polygone haben mehrere Teile.</translation>
    </message>
    <message>
      <source>A GeoPackage with one layer, landcover, in the CRS of the map, in the colours of the classes. Fields: class_id; class_name; reliability (where that map is given: the most frequent code, or the code of the polygon with BY_RELIABILITY); confidence (where that layer is given: the mean over the pixels that have one); area_ha (hectares on the ellipsoid, of the pixels and not of the simplified outline, so that areas add up to those of the map); pixels.</source>
      <translation>Ein GeoPackage mit einem Layer, landcover, im KBS der Karte, in den Farben der Klassen. Felder: class_id; class_name; reliability (wo diese Karte angegeben ist: der häufigste Code, oder der Code des Polygons mit BY_RELIABILITY); confidence (wo dieser Layer angegeben ist: das Mittel über die Pixel, die eine haben); area_ha (Hektar auf dem Ellipsoid, der Pixel und nicht des vereinfachten Umrisses, sodass die Flächen sich zu denen der Karte summieren); pixels.</translation>
    </message>
    <message>
      <source>Polygons in the layer.</source>
      <translation>Polygone im Layer.</translation>
    </message>
    <message>
      <source>Connected patches of the map before small ones were merged.</source>
      <translation>Zusammenhängende Flächen der Karte, bevor kleine verschmolzen wurden.</translation>
    </message>
    <message>
      <source>Classifies one dated image with a model: a class map, the probability of every class for every pixel, and the map as polygons.</source>
      <translation>Klassifiziert ein Bild eines Termins mit einem Modell: eine Klassenkarte, die Wahrscheinlichkeit jeder Klasse für jedes Pixel, und die Karte als Polygone.</translation>
    </message>
    <message>
      <source>Workflows</source>
      <translation>Arbeitsabläufe</translation>
    </message>
    <message>
      <source>Classify one date, with polygons</source>
      <translation>Einen Termin klassifizieren, mit Polygonen</translation>
    </message>
    <message>
      <source>Only this part is classified.</source>
      <translation>Nur dieser Teil wird klassifiziert.</translation>
    </message>
    <message>
      <source>Of one date: a raster, or a Sentinel-2 product as downloaded.</source>
      <translation>Eines Termins: ein Raster, oder ein Sentinel-2-Produkt wie heruntergeladen.</translation>
    </message>
    <message>
      <source>Without one the image's own is used.</source>
      <translation>Ohne diese wird die des Bildes selbst verwendet.</translation>
    </message>
    <message>
      <source>Smallest polygon, hectares</source>
      <translation>Kleinstes Polygon, Hektar</translation>
    </message>
    <message>
      <source>Smaller patches of the map become part of the neighbour with the longest border.</source>
      <translation>Kleinere Flächen der Karte gehen zum Nachbarn mit der längsten Grenze.</translation>
    </message>
    <message>
      <source>Folders of models: one of all classes, or one per theme.</source>
      <translation>Modellordner: einer aller Klassen, oder einer je Thema.</translation>
    </message>
    <message>
      <source>Land cover as polygons</source>
      <translation>Landbedeckung als Polygone</translation>
    </message>
    <message>
      <source>Maps two years alike, from the images of each and one old map, and tells what became what in hectares: where a map is not sure, no change is claimed.</source>
      <translation>Kartiert zwei Jahre auf gleiche Weise, aus den Bildern jedes Jahres und einer alten Karte, und sagt, was wozu wurde, in Hektar: Wo eine Karte nicht sicher ist, wird keine Änderung behauptet.</translation>
    </message>
    <message>
      <source>Compare two years</source>
      <translation>Zwei Jahre vergleichen</translation>
    </message>
    <message>
      <source>Folder of the second year</source>
      <translation>Ordner des zweiten Jahres</translation>
    </message>
    <message>
      <source>Folder of the first year</source>
      <translation>Ordner des ersten Jahres</translation>
    </message>
    <message>
      <source>Crosswalk of the old map</source>
      <translation>Zuordnung der alten Karte</translation>
    </message>
    <message>
      <source>Which class each of its codes becomes, a name or a CSV file; only if it is not recognised.</source>
      <translation>Welche Klasse aus jedem ihrer Codes wird, ein Name oder eine CSV-Datei; nur wenn sie nicht erkannt wird.</translation>
    </message>
    <message>
      <source>Class attribute of the old map</source>
      <translation>Klassenattribut der alten Karte</translation>
    </message>
    <message>
      <source>Only for vector layers that are not recognised.</source>
      <translation>Nur für Vektorlayer, die nicht erkannt werden.</translation>
    </message>
    <message>
      <source>Images of the second year</source>
      <translation>Bilder des zweiten Jahres</translation>
    </message>
    <message>
      <source>Dated images of one season or more: rasters, or Sentinel-2 products as downloaded.</source>
      <translation>Bilder mit Datum aus einer Saison oder mehr: Raster, oder Sentinel-2-Produkte wie heruntergeladen.</translation>
    </message>
    <message>
      <source>Images of the first year</source>
      <translation>Bilder des ersten Jahres</translation>
    </message>
    <message>
      <source>Cloud masks of the second year</source>
      <translation>Wolkenmasken des zweiten Jahres</translation>
    </message>
    <message>
      <source>In the order of the images; without them the images' own are used.</source>
      <translation>In der Reihenfolge der Bilder; ohne sie werden die der Bilder selbst verwendet.</translation>
    </message>
    <message>
      <source>Cloud masks of the first year</source>
      <translation>Wolkenmasken des ersten Jahres</translation>
    </message>
    <message>
      <source>Where one of the two maps is less confident, what happened there is not sure.</source>
      <translation>Wo eine der beiden Karten weniger Konfidenz hat, ist nicht sicher, was dort geschah.</translation>
    </message>
    <message>
      <source>Models (none: learn from the old map)</source>
      <translation>Modelle (keines: aus der alten Karte lernen)</translation>
    </message>
    <message>
      <source>Folders of models: one of all classes, or one per theme. Without one SureCover learns from the old map itself.</source>
      <translation>Modellordner: einer aller Klassen, oder einer je Thema. Ohne Modell lernt SureCover aus der alten Karte selbst.</translation>
    </message>
    <message>
      <source>What both years are checked with: a raster, or polygons.</source>
      <translation>Womit beide Jahre geprüft werden: ein Raster, oder Polygone.</translation>
    </message>
    <message>
      <source>Brings an old map up to date: a corrected land-cover map from dated images, with a reliability code and a confidence for every pixel; the doubtful places as polygons, those first where a look pays most; the map as polygons; and a page of scores by class.</source>
      <translation>Bringt eine alte Karte auf den neuesten Stand: eine korrigierte Landbedeckungskarte aus Bildern mit Datum, mit einem Zuverlässigkeitscode und einer Konfidenz für jedes Pixel; die zweifelhaften Stellen als Polygone, die lohnendsten zuerst; die Karte als Polygone; und eine Seite mit Werten nach Klasse.</translation>
    </message>
    <message>
      <source>Update an old map</source>
      <translation>Alte Karte aktualisieren</translation>
    </message>
    <message>
      <source>Cloud masks</source>
      <translation>Wolkenmasken</translation>
    </message>
    <message>
      <source>CORINE, OpenStreetMap, WorldCover, last year's product: a raster, or polygons.</source>
      <translation>CORINE, OpenStreetMap, WorldCover, das Produkt vom letzten Jahr: ein Raster, oder Polygone.</translation>
    </message>
    <message>
      <source>Doubtful places</source>
      <translation>Zweifelhafte Stellen</translation>
    </message>
    <message>
      <source>Stands at the top of the page.</source>
      <translation>Steht oben auf der Seite.</translation>
    </message>
  </context>
</TS>
