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
      <translation>{path} kann nicht gelesen werden; führen Sie „Produce“ erneut aus.</translation>
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
      <translation>Layer hinzufügen…</translation>
    </message>
    <message>
      <source>Add files…</source>
      <translation>Dateien hinzufügen…</translation>
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
      <source>Where the date comes from: {}</source>
      <translation>Herkunft des Datums: {}</translation>
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
      <source>Models</source>
      <translation>Modelle</translation>
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
      <source>Take this model off the list</source>
      <translation>Dieses Modell aus der Liste entfernen</translation>
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
      <source>Class</source>
      <translation>Klasse</translation>
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
      <source>Choose a file</source>
      <translation>Datei wählen</translation>
    </message>
    <message>
      <source>(a layer that is no longer there)</source>
      <translation>(ein Layer, der nicht mehr da ist)</translation>
    </message>
  </context>
</TS>
