<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr">
  <context>
    <name>SureCover</name>
    <message>
      <source>high</source>
      <translation>élevée</translation>
    </message>
    <message>
      <source>medium</source>
      <translation>moyenne</translation>
    </message>
    <message>
      <source>low</source>
      <translation>faible</translation>
    </message>
    <message>
      <source>not assessed</source>
      <translation>non évaluée</translation>
    </message>
    <message>
      <source>none</source>
      <translation>sans</translation>
    </message>
    <message>
      <source>agrees with the old map</source>
      <translation>concorde avec l’ancienne carte</translation>
    </message>
    <message>
      <source>accepted, connected to agreement</source>
      <translation>acceptée, reliée à une concordance</translation>
    </message>
    <message>
      <source>accepted, spectral match nearby</source>
      <translation>acceptée, ressemblance spectrale à proximité</translation>
    </message>
    <message>
      <source>kept, no spectral match</source>
      <translation>conservée, sans ressemblance spectrale</translation>
    </message>
    <message>
      <source>rejected and reassigned</source>
      <translation>rejetée et réattribuée</translation>
    </message>
    <message>
      <source>kept for continuity</source>
      <translation>conservée par continuité</translation>
    </message>
    <message>
      <source>class not checked</source>
      <translation>classe non contrôlée</translation>
    </message>
    <message>
      <source>kept against the spectral check</source>
      <translation>conservée contre le contrôle spectral</translation>
    </message>
    <message>
      <source>reviewed by a person</source>
      <translation>vérifiée par une personne</translation>
    </message>
    <message>
      <source>Period {number}</source>
      <translation>Période {number}</translation>
    </message>
    <message>
      <source>Image {number}</source>
      <translation>Image {number}</translation>
    </message>
    <message>
      <source>SureCover</source>
      <translation>SureCover</translation>
    </message>
    <message>
      <source>&amp;Map</source>
      <translation>&amp;Carte</translation>
    </message>
    <message>
      <source>R&amp;esults</source>
      <translation>&amp;Résultats</translation>
    </message>
    <message>
      <source>Re&amp;view</source>
      <translation>&amp;Vérification</translation>
    </message>
    <message>
      <source>What everything here means, and all keys</source>
      <translation>Explication de tous les éléments et des touches</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>Aide</translation>
    </message>
    <message>
      <source>dock.html</source>
      <translation>dock_fr.html</translation>
    </message>
    <message>
      <source>cloud /
no data</source>
      <translation>nuage /
vide</translation>
    </message>
    <message>
      <source>Probability of each class on each date</source>
      <translation>Probabilité de chaque classe à chaque date</translation>
    </message>
    <message>
      <source>How probable each class is on each date, on all dates together, and with the spectral clusters where they had a say</source>
      <translation>Probabilité de chaque classe à chaque date, à toutes les dates réunies, et avec les groupes spectraux là où ils ont eu leur mot à dire</translation>
    </message>
    <message>
      <source>all dates</source>
      <translation>toutes les dates</translation>
    </message>
    <message>
      <source>with clusters</source>
      <translation>avec les groupes</translation>
    </message>
    <message>
      <source>cloud or no data</source>
      <translation>nuage ou absence de données</translation>
    </message>
    <message>
      <source>{date}: cloud or no data</source>
      <translation>{date} : nuage ou absence de données</translation>
    </message>
    <message>
      <source>Row and column, counted from 0, and the middle of the pixel in {crs}</source>
      <translation>Ligne et colonne, comptées à partir de 0, et centre du pixel dans {crs}</translation>
    </message>
    <message>
      <source>Inspect</source>
      <translation>Interroger</translation>
    </message>
    <message>
      <source>Click a pixel to read why it has its class and its code; arrow keys move on (I)</source>
      <translation>Cliquer sur un pixel pour lire pourquoi il a sa classe et son code ; les flèches du clavier passent aux voisins (I)</translation>
    </message>
    <message>
      <source>&amp;Follow the mouse</source>
      <translation>S&amp;uivre la souris</translation>
    </message>
    <message>
      <source>Show the pixel under the mouse without a click, while Inspect is on</source>
      <translation>Montrer sans clic le pixel sous la souris, tant que « Interroger » est activé</translation>
    </message>
    <message>
      <source>Press Inspect, then click a pixel on the map to read why it has its class and its code.</source>
      <translation>Cliquez sur « Interroger », puis sur un pixel de la carte pour lire pourquoi il a sa classe et son code.</translation>
    </message>
    <message>
      <source>no class</source>
      <translation>aucune classe</translation>
    </message>
    <message>
      <source>Open or make results to see why each pixel has its class and its code.</source>
      <translation>Ouvrez ou produisez des résultats pour voir pourquoi chaque pixel a sa classe et son code.</translation>
    </message>
    <message>
      <source>This place lies outside the map.</source>
      <translation>Ce lieu est en dehors de la carte.</translation>
    </message>
    <message>
      <source>Reliability: {code}</source>
      <translation>Fiabilité : {code}</translation>
    </message>
    <message>
      <source>Row {row}, column {column} · {x}, {y}</source>
      <translation>Ligne {row}, colonne {column} · {x}, {y}</translation>
    </message>
    <message>
      <source>{reliability} · confidence {share}</source>
      <translation>{reliability} · confiance {share}</translation>
    </message>
    <message>
      <source>{count} more below 1 %</source>
      <translation>{count} autres sous 1 %</translation>
    </message>
    <message>
      <source>the CRS of the map</source>
      <translation>le SCR de la carte</translation>
    </message>
    <message>
      <source>{path} cannot be read; run Produce again.</source>
      <translation>{path} est illisible ; relancez « Produire une carte d’occupation du sol ».</translation>
    </message>
    <message>
      <source>not assessed, code 0</source>
      <translation>non évaluée, code 0</translation>
    </message>
    <message>
      <source>high, code 1</source>
      <translation>élevée, code 1</translation>
    </message>
    <message>
      <source>medium, code 2</source>
      <translation>moyenne, code 2</translation>
    </message>
    <message>
      <source>low, code 3</source>
      <translation>faible, code 3</translation>
    </message>
    <message>
      <source>The pixel has no class.</source>
      <translation>Le pixel n’a pas de classe.</translation>
    </message>
    <message>
      <source>What each date, the old map and the mosaic show here was not kept. To see it, make the map again with “Keep the intermediate results”.</source>
      <translation>Ce que chaque date, l’ancienne carte et la mosaïque montrent ici n’a pas été conservé. Pour le voir, refaites la carte avec « Conserver les résultats intermédiaires ».</translation>
    </message>
    <message>
      <source>nothing: not mapped</source>
      <translation>rien : code sans classe</translation>
    </message>
    <message>
      <source>none: the mosaic has no data</source>
      <translation>aucun : la mosaïque est sans données</translation>
    </message>
    <message>
      <source>yes</source>
      <translation>oui</translation>
    </message>
    <message>
      <source>no</source>
      <translation>non</translation>
    </message>
    <message>
      <source>not needed</source>
      <translation>inutile</translation>
    </message>
    <message>
      <source>not possible without a cluster</source>
      <translation>impossible sans groupe spectral</translation>
    </message>
    <message>
      <source>found within {radius}</source>
      <translation>trouvé dans un rayon de {radius}</translation>
    </message>
    <message>
      <source>not found within {radius}</source>
      <translation>non trouvé dans un rayon de {radius}</translation>
    </message>
    <message>
      <source>Dates</source>
      <translation>Dates</translation>
    </message>
    <message>
      <source>Old map</source>
      <translation>Ancienne carte</translation>
    </message>
    <message>
      <source>Without the clusters</source>
      <translation>Sans les groupes</translation>
    </message>
    <message>
      <source>Before the correction</source>
      <translation>Avant la correction</translation>
    </message>
    <message>
      <source>Spectral cluster</source>
      <translation>Groupe spectral</translation>
    </message>
    <message>
      <source>Connected to agreement</source>
      <translation>Relié à une concordance</translation>
    </message>
    <message>
      <source>Search nearby</source>
      <translation>Recherche à proximité</translation>
    </message>
    <message>
      <source>Evidence</source>
      <translation>Justification</translation>
    </message>
    <message>
      <source>Entropy</source>
      <translation>Entropie</translation>
    </message>
    <message>
      <source>Unlike what taught the model</source>
      <translation>Différent des données d’apprentissage du modèle</translation>
    </message>
    <message>
      <source>{number} %</source>
      <translation>{number} %</translation>
    </message>
    <message>
      <source>that class</source>
      <translation>une autre classe</translation>
    </message>
    <message>
      <source>The images showed another class here.</source>
      <translation>Les images montraient ici une autre classe.</translation>
    </message>
    <message>
      <source>{images} show {name} here. The old map agrees: it shows {name}, too, or a class that {name} belongs to.</source>
      <translation>{images} montrent ici « {name} ». L’ancienne carte concorde : elle montre aussi « {name} », ou une classe qui comprend « {name} ».</translation>
    </message>
    <message>
      <source>This patch of {name} is connected to no place where both agree{size}. The mosaic has no data here, so this pixel has no spectral cluster to compare with such places.</source>
      <translation>Cette surface « {name} » n’est reliée à aucun lieu où les deux concordent{size}. La mosaïque est ici sans données ; ce pixel n’a donc pas de groupe spectral à comparer à de tels lieux.</translation>
    </message>
    <message>
      <source>This patch of {name} is connected to no place where both agree{size}, so this pixel was compared with such places within {radius}: its spectral cluster{cluster} occurs in none of them ({enough}).</source>
      <translation>Cette surface « {name} » n’est reliée à aucun lieu où les deux concordent{size} ; ce pixel a donc été comparé à de tels lieux dans un rayon de {radius} : son groupe spectral{cluster} n’apparaît dans aucun d’eux ({enough}).</translation>
    </message>
    <message>
      <source>This patch of {name} is connected to places where both agree{size}. But the mosaic has no data here, so this pixel has no spectral cluster to compare with them, and {name} was rejected.</source>
      <translation>Cette surface « {name} » est reliée à des lieux où les deux concordent{size}. Mais la mosaïque est ici sans données ; ce pixel n’a donc pas de groupe spectral à leur comparer, et « {name} » a été rejetée.</translation>
    </message>
    <message>
      <source>This patch of {name} is connected to places where both agree{size}, but the spectral cluster{cluster} of this pixel occurs in none of them{local} ({enough}), so {name} was rejected.</source>
      <translation>Cette surface « {name} » est reliée à des lieux où les deux concordent{size}, mais le groupe spectral{cluster} de ce pixel n’apparaît dans aucun d’eux{local} ({enough}) ; « {name} » a donc été rejetée.</translation>
    </message>
    <message>
      <source>No other class was probable at all, so the pixel has no class.</source>
      <translation>Aucune autre classe n’était probable ; le pixel n’a donc pas de classe.</translation>
    </message>
    <message>
      <source>It was left out</source>
      <translation>Cette classe a été écartée</translation>
    </message>
    <message>
      <source>The run was told to check other classes, so nothing is said of the reliability.</source>
      <translation>L’exécution devait contrôler d’autres classes ; rien n’est dit de la fiabilité.</translation>
    </message>
    <message>
      <source>The old map shows {name} nowhere on this map, so {name} cannot be checked; nothing is said of the reliability.</source>
      <translation>L’ancienne carte ne montre « {name} » nulle part sur cette carte ; « {name} » ne peut donc pas être contrôlée, et rien n’est dit de la fiabilité.</translation>
    </message>
    <message>
      <source>A person looked at this pixel and took its class away.</source>
      <translation>Une personne a vérifié ce pixel et lui a retiré sa classe.</translation>
    </message>
    <message>
      <source>The pixel has no class, because every date shows clouds or no data here.</source>
      <translation>Le pixel n’a pas de classe, car à chaque date il est sous les nuages ou sans données.</translation>
    </message>
    <message>
      <source>{number} m</source>
      <translation>{number} m</translation>
    </message>
    <message>
      <source>{pixels} px ({length})</source>
      <translation>{pixels} px ({length})</translation>
    </message>
    <message>
      <source>{count} of {all} say {name}</source>
      <translation>{count} sur {all} montrent « {name} »</translation>
    </message>
    <message>
      <source>{value} (0: one class is sure, 1: all are equally likely)</source>
      <translation>{value} (0 : une classe est certaine, 1 : toutes sont également probables)</translation>
    </message>
    <message>
      <source>{share} (so many of the pixels that taught it are more typical)</source>
      <translation>{share} (part des pixels d’apprentissage qui sont plus typiques)</translation>
    </message>
    <message>
      <source>in at least 2 pixels and {share} % of it</source>
      <translation>il faut au moins 2 pixels et {share} % de la surface</translation>
    </message>
    <message>
      <source>in at least 2 pixels of it</source>
      <translation>il faut au moins 2 pixels de la surface</translation>
    </message>
    <message>
      <source>On at least one date this place looks like hardly anything that taught the model.</source>
      <translation>À une date au moins, ce lieu ne ressemble à presque rien de ce que le modèle a appris.</translation>
    </message>
    <message>
      <source>The images alone show {alone} ({share}) here, but pixels of the same spectral cluster{cluster} tell for {name}.</source>
      <translation>Les images seules montrent ici « {alone} » ({share}), mais les pixels du même groupe spectral{cluster} plaident pour « {name} ».</translation>
    </message>
    <message>
      <source>{images} show {name}{share} here.</source>
      <translation>{images} montrent ici « {name} »{share}.</translation>
    </message>
    <message>
      <source>Therefore {name} is kept with high reliability.</source>
      <translation>C’est pourquoi « {name} » est conservée avec une fiabilité élevée.</translation>
    </message>
    <message>
      <source>This patch of {name} is connected to places where both agree{size}, and the spectral cluster{cluster} of this pixel occurs in one of them{local} ({enough}).</source>
      <translation>Cette surface « {name} » est reliée à des lieux où les deux concordent{size}, et le groupe spectral{cluster} de ce pixel apparaît dans l’un d’eux{local} ({enough}).</translation>
    </message>
    <message>
      <source>This patch of {name} is connected to no place where both agree{size}, so this pixel was compared with such places within {radius}: its spectral cluster{cluster} occurs in one of them ({enough}).</source>
      <translation>Cette surface « {name} » n’est reliée à aucun lieu où les deux concordent{size} ; ce pixel a donc été comparé à de tels lieux dans un rayon de {radius} : son groupe spectral{cluster} apparaît dans l’un d’eux ({enough}).</translation>
    </message>
    <message>
      <source>Nothing supports {name}; it is kept with low reliability.</source>
      <translation>Rien n’appuie « {name} » ; cette classe est conservée avec une fiabilité faible.</translation>
    </message>
    <message>
      <source>{weighed}, and {new}{share} became the most probable. The reliability is low.</source>
      <translation>{weighed}, et « {new} »{share} est devenue la plus probable. La fiabilité est faible.</translation>
    </message>
    <message>
      <source>{weighed}, but {name} stayed the most probable even so. The reliability is low.</source>
      <translation>{weighed}, mais « {name} » est malgré tout restée la plus probable. La fiabilité est faible.</translation>
    </message>
    <message>
      <source>Its probability counted only {weighed} instead of {share}</source>
      <translation>La probabilité de cette classe n’a compté que pour {weighed} au lieu de {share}</translation>
    </message>
    <message>
      <source>Yet it lies on a link of at most {gap} rejected pixels between two accepted parts, so it was kept, with low reliability: {name} stays in one piece.</source>
      <translation>Mais le pixel se trouve sur une liaison d’au plus {gap} pixels rejetés entre deux parties acceptées ; la classe a donc été conservée, avec une fiabilité faible : « {name} » reste d’un seul tenant.</translation>
    </message>
    <message>
      <source>A person looked at this pixel and decided for {name}.</source>
      <translation>Une personne a vérifié ce pixel et s’est décidée pour « {name} ».</translation>
    </message>
    <message>
      <source>{pixels} px</source>
      <translation>{pixels} px</translation>
    </message>
    <message>
      <source>{number} km</source>
      <translation>{number} km</translation>
    </message>
    <message>
      <source> (agreement {share})</source>
      <translation> (accord {share})</translation>
    </message>
    <message>
      <source>{images} show {name}{share} here; the old map shows none of the classes.</source>
      <translation>{images} montrent ici « {name} »{share} ; l’ancienne carte ne montre aucune des classes.</translation>
    </message>
    <message>
      <source>Both together</source>
      <translation>Les deux ensemble</translation>
    </message>
    <message>
      <source>The images</source>
      <translation>Les images</translation>
    </message>
    <message>
      <source>Therefore {name} is kept with medium reliability.</source>
      <translation>C’est pourquoi « {name} » est conservée avec une fiabilité moyenne.</translation>
    </message>
    <message>
      <source>Its probability counted only {factor} of what it was</source>
      <translation>La probabilité de cette classe n’a compté que pour {factor} de sa valeur</translation>
    </message>
    <message>
      <source>; without data: {count}</source>
      <translation> ; sans données : {count}</translation>
    </message>
    <message>
      <source> (of at least {least} pixels)</source>
      <translation> (d’au moins {least} pixels)</translation>
    </message>
    <message>
      <source> within {radius}</source>
      <translation> dans un rayon de {radius}</translation>
    </message>
    <message>
      <source>{images} show {name}{share} here, and the old map shows {other}, too.</source>
      <translation>{images} montrent ici « {name} »{share}, et l’ancienne carte montre aussi « {other} ».</translation>
    </message>
    <message>
      <source>{images} show {name}{share} here; the old map shows {other}, which {name} belongs to.</source>
      <translation>{images} montrent ici « {name} »{share} ; l’ancienne carte montre « {other} », qui comprend « {name} ».</translation>
    </message>
    <message>
      <source>{images} show {name}{share} here; the old map shows {other}.</source>
      <translation>{images} montrent ici « {name} »{share} ; l’ancienne carte montre « {other} ».</translation>
    </message>
    <message>
      <source>Which part of the images is mapped</source>
      <translation>Partie des images à cartographier</translation>
    </message>
    <message>
      <source>All files (*)</source>
      <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
      <source>Only its selected features</source>
      <translation>Seulement les entités sélectionnées</translation>
    </message>
    <message>
      <source>Map inside the features that are selected when the run starts</source>
      <translation>Cartographier seulement dans les entités sélectionnées au lancement</translation>
    </message>
    <message>
      <source>Whole images</source>
      <translation>Images entières</translation>
    </message>
    <message>
      <source>What the map window shows</source>
      <translation>Emprise de la fenêtre de carte</translation>
    </message>
    <message>
      <source>Extent of a layer</source>
      <translation>Emprise d’une couche</translation>
    </message>
    <message>
      <source>Polygons of a layer</source>
      <translation>Polygones d’une couche</translation>
    </message>
    <message>
      <source>Layer whose extent is mapped</source>
      <translation>Couche dont l’emprise est cartographiée</translation>
    </message>
    <message>
      <source>choose…</source>
      <translation>choisir…</translation>
    </message>
    <message>
      <source>Layer whose polygons are mapped</source>
      <translation>Couche dont les polygones sont cartographiés</translation>
    </message>
    <message>
      <source>Polygons</source>
      <translation>Polygones</translation>
    </message>
    <message>
      <source>Choose a model, or “No model: learn here”.</source>
      <translation>Choisissez un modèle, ou « Aucun modèle : apprendre ici ».</translation>
    </message>
    <message>
      <source>Add an image.</source>
      <translation>Ajoutez une image.</translation>
    </message>
    <message>
      <source>Choose an old or coarse map.</source>
      <translation>Choisissez une carte ancienne ou peu détaillée.</translation>
    </message>
    <message>
      <source>Choose the layer of the area.</source>
      <translation>Choisissez la couche de la zone.</translation>
    </message>
    <message>
      <source>Give every image a cloud mask or none: {} of {} have one.</source>
      <translation>Donnez un masque de nuages à chaque image ou à aucune : {} sur {} en ont un.</translation>
    </message>
    <message>
      <source>A command cannot know which features of {} are selected; save them as a file and choose it.</source>
      <translation>Une commande ne peut pas savoir quelles entités de {} sont sélectionnées ; enregistrez-les dans un fichier et choisissez-le.</translation>
    </message>
    <message>
      <source>{} is no file as it is (kept in memory, filtered or being edited); save it as a file and choose that.</source>
      <translation>{} n’est pas un fichier en l’état (en mémoire, filtrée ou en cours d’édition) ; enregistrez la couche dans un fichier et choisissez-le.</translation>
    </message>
    <message>
      <source>Old or coarse map of the same place</source>
      <translation>Carte ancienne ou peu détaillée du même lieu</translation>
    </message>
    <message>
      <source>Attribute with the class codes; empty: found by itself</source>
      <translation>Attribut contenant les codes des classes ; vide : trouvé automatiquement</translation>
    </message>
    <message>
      <source>What translates its codes into the model's classes</source>
      <translation>Ce qui traduit ses codes en classes du modèle</translation>
    </message>
    <message>
      <source>What becomes what…</source>
      <translation>Voir la correspondance…</translation>
    </message>
    <message>
      <source>Show which of its codes become which class, and how much that is</source>
      <translation>Montrer lesquels de ses codes deviennent quelle classe, et en quelle quantité</translation>
    </message>
    <message>
      <source>Map</source>
      <translation>Carte</translation>
    </message>
    <message>
      <source>Attribute</source>
      <translation>Attribut</translation>
    </message>
    <message>
      <source>Crosswalk</source>
      <translation>Correspondance</translation>
    </message>
    <message>
      <source>Choose a table with the columns from and to</source>
      <translation>Choisir une table avec les colonnes from et to</translation>
    </message>
    <message>
      <source>Choose a crosswalk file</source>
      <translation>Choisir un fichier de correspondance</translation>
    </message>
    <message>
      <source>Tables (*.csv)</source>
      <translation>Tables (*.csv)</translation>
    </message>
    <message>
      <source>automatic</source>
      <translation>automatique</translation>
    </message>
    <message>
      <source>Maps</source>
      <translation>Cartes</translation>
    </message>
    <message>
      <source>The images cannot be checked: {}</source>
      <translation>Les images ne peuvent pas être contrôlées : {}</translation>
    </message>
    <message>
      <source>Tick the images, one per date.</source>
      <translation>Cochez les images, une par date.</translation>
    </message>
    <message>
      <source>own or automatic</source>
      <translation>le sien ou automatique</translation>
    </message>
    <message>
      <source>no mask</source>
      <translation>sans masque</translation>
    </message>
    <message>
      <source>own band SCL</source>
      <translation>bande SCL de l’image</translation>
    </message>
    <message>
      <source>date given</source>
      <translation>date saisie</translation>
    </message>
    <message>
      <source>date from file name</source>
      <translation>date tirée du nom de fichier</translation>
    </message>
    <message>
      <source>Images</source>
      <translation>Images</translation>
    </message>
    <message>
      <source>One image per date; drag them into another order</source>
      <translation>Une image par date ; faites glisser pour changer l’ordre</translation>
    </message>
    <message>
      <source>One image per date: rasters, or Sentinel-2 products as downloaded.</source>
      <translation>Une image par date : rasters, ou produits Sentinel-2 tels que téléchargés.</translation>
    </message>
    <message>
      <source>Dated images</source>
      <translation>Images datées</translation>
    </message>
    <message>
      <source>Date, as year-month-day; type another one where it is wrong</source>
      <translation>Date, sous la forme année-mois-jour ; saisissez-en une autre si elle est fausse</translation>
    </message>
    <message>
      <source>Cloud mask</source>
      <translation>Masque de nuages</translation>
    </message>
    <message>
      <source>Add layers of the project</source>
      <translation>Ajouter des couches du projet</translation>
    </message>
    <message>
      <source>Rasters of the project</source>
      <translation>Rasters du projet</translation>
    </message>
    <message>
      <source>Add layers…</source>
      <translation>+ Couches…</translation>
    </message>
    <message>
      <source>Add files…</source>
      <translation>+ Fichiers…</translation>
    </message>
    <message>
      <source>Rasters, or a Sentinel-2 product's zip or MTD_MSI….xml</source>
      <translation>Rasters, ou zip ou MTD_MSI….xml d’un produit Sentinel-2</translation>
    </message>
    <message>
      <source>Move the image up</source>
      <translation>Monter l’image</translation>
    </message>
    <message>
      <source>Move the image down</source>
      <translation>Descendre l’image</translation>
    </message>
    <message>
      <source>Take the image off the list</source>
      <translation>Retirer l’image de la liste</translation>
    </message>
    <message>
      <source>unknown</source>
      <translation>inconnue</translation>
    </message>
    <message>
      <source>date from metadata</source>
      <translation>date tirée des métadonnées</translation>
    </message>
    <message>
      <source>The date of {}</source>
      <translation>La date de {}</translation>
    </message>
    <message>
      <source>Date of {}</source>
      <translation>Date de {}</translation>
    </message>
    <message>
      <source>Rasters</source>
      <translation>Rasters</translation>
    </message>
    <message>
      <source>The project has no rasters.</source>
      <translation>Le projet n’a pas de rasters.</translation>
    </message>
    <message>
      <source>This is {}.</source>
      <translation>This is {}.</translation>
    </message>
    <message>
      <source>Where the date comes from: {}</source>
      <translation>D’où vient la date : {}</translation>
    </message>
    <message>
      <source>Reading</source>
      <translation>Lecture</translation>
    </message>
    <message>
      <source>such as CC-BY-4.0</source>
      <translation>par exemple CC-BY-4.0</translation>
    </message>
    <message>
      <source>Licence</source>
      <translation>Licence</translation>
    </message>
    <message>
      <source>Importing</source>
      <translation>Importation</translation>
    </message>
    <message>
      <source>Complete a model</source>
      <translation>Compléter un modèle</translation>
    </message>
    <message>
      <source>Import a model</source>
      <translation>Importer un modèle</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>Modèles</translation>
    </message>
    <message>
      <source>Complete</source>
      <translation>Compléter</translation>
    </message>
    <message>
      <source>Import</source>
      <translation>Importer</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Modèle</translation>
    </message>
    <message>
      <source>Model folder</source>
      <translation>Dossier du modèle</translation>
    </message>
    <message>
      <source>Choose an ONNX file (among them those of Deepness), an Esri model definition (.emd), or config.json of an smp folder. Nothing in it is run.</source>
      <translation>Choisissez un fichier ONNX (dont ceux de Deepness), une définition de modèle Esri (.emd) ou le config.json d’un dossier smp. Rien n’y est exécuté.</translation>
    </message>
    <message>
      <source>Bands</source>
      <translation>Bandes</translation>
    </message>
    <message>
      <source>Which bands the network takes, in its order; they are looked for in images by name.</source>
      <translation>Quelles bandes prend le réseau, dans son ordre ; elles sont cherchées par nom dans les images.</translation>
    </message>
    <message>
      <source>Scaling</source>
      <translation>Mise à l’échelle</translation>
    </message>
    <message>
      <source>What was done to the images before the network saw them. Wrong numbers give wrong maps, so they are never guessed: look for them where the model comes from.</source>
      <translation>Ce qui a été fait des images avant que le réseau les voie. De faux nombres donnent de fausses cartes ; ils ne sont donc jamais devinés : cherchez-les là d’où vient le modèle.</translation>
    </message>
    <message>
      <source>How images become what the network takes</source>
      <translation>Comment les images deviennent ce que prend le réseau</translation>
    </message>
    <message>
      <source>means and standard deviations</source>
      <translation>moyennes et écarts types</translation>
    </message>
    <message>
      <source>none: it takes reflectance, 0 to 1</source>
      <translation>aucune : il prend la réflectance, de 0 à 1</translation>
    </message>
    <message>
      <source>reflectance 0 to 1, backscatter −25 to 0 dB (Schmitt 2020)</source>
      <translation>réflectance de 0 à 1, rétrodiffusion de −25 à 0 dB (Schmitt 2020)</translation>
    </message>
    <message>
      <source>backscatter stretched between percentiles (Yu 2021)</source>
      <translation>rétrodiffusion étirée entre centiles (Yu 2021)</translation>
    </message>
    <message>
      <source>Means, one or one for each band, separated by commas</source>
      <translation>Moyennes, une ou une par bande, séparées par des virgules</translation>
    </message>
    <message>
      <source>Standard deviations, one or one for each band, separated by commas</source>
      <translation>Écarts types, un ou un par bande, séparés par des virgules</translation>
    </message>
    <message>
      <source>The number that means reflectance 1 beside these means</source>
      <translation>Le nombre qui signifie une réflectance de 1 avec ces moyennes</translation>
    </message>
    <message>
      <source>1, 255 or 10000</source>
      <translation>1, 255 ou 10000</translation>
    </message>
    <message>
      <source>1: means of reflectance. 255: of 8-bit numbers. 10000: of the numbers in Sentinel-2's files.</source>
      <translation>1 : moyennes de réflectance. 255 : de nombres de 8 bits. 10000 : des nombres des fichiers Sentinel-2.</translation>
    </message>
    <message>
      <source>such as 0.08, 0.11, 0.09</source>
      <translation>par exemple 0.08, 0.11, 0.09</translation>
    </message>
    <message>
      <source>Means</source>
      <translation>Moyennes</translation>
    </message>
    <message>
      <source>Standard deviations</source>
      <translation>Écarts types</translation>
    </message>
    <message>
      <source>Reflectance 1 is</source>
      <translation>Une réflectance de 1 est</translation>
    </message>
    <message>
      <source>Results</source>
      <translation>Sortie</translation>
    </message>
    <message>
      <source>The network gives numbers from 0 to 1, and does not tell which; logits are rarely like that.</source>
      <translation>Le réseau donne des nombres de 0 à 1 et ne dit pas lesquels ; les logits sont rarement ainsi.</translation>
    </message>
    <message>
      <source>logits: numbers of any size</source>
      <translation>logits : nombres de toute grandeur</translation>
    </message>
    <message>
      <source>probabilities that sum to 1 (softmax)</source>
      <translation>probabilités de somme 1 (softmax)</translation>
    </message>
    <message>
      <source>a share of its own for each class (sigmoid)</source>
      <translation>une part propre à chaque classe (sigmoïde)</translation>
    </message>
    <message>
      <source>What the network gives</source>
      <translation>Ce que donne le réseau</translation>
    </message>
    <message>
      <source>Classes</source>
      <translation>Classes</translation>
    </message>
    <message>
      <source>In the order of the network. With the classes of a built-in scheme the model can map together with other models, and crosswalks of old maps fit.</source>
      <translation>Dans l’ordre du réseau. Avec les classes d’une nomenclature intégrée, le modèle peut cartographier avec d’autres modèles, et les correspondances d’anciennes cartes conviennent.</translation>
    </message>
    <message>
      <source>Classes of their own, or of a built-in scheme</source>
      <translation>Classes propres, ou celles d’une nomenclature intégrée</translation>
    </message>
    <message>
      <source>classes of its own</source>
      <translation>ses propres classes</translation>
    </message>
    <message>
      <source>The class that stands for everything else, such as background</source>
      <translation>La classe qui désigne tout le reste, comme background</translation>
    </message>
    <message>
      <source>Everything else</source>
      <translation>Tout le reste</translation>
    </message>
    <message>
      <source>Band</source>
      <translation>Bande</translation>
    </message>
    <message>
      <source>as the model tells</source>
      <translation>comme le dit le modèle</translation>
    </message>
    <message>
      <source>Number</source>
      <translation>Numéro</translation>
    </message>
    <message>
      <source>Class</source>
      <translation>Classe</translation>
    </message>
    <message>
      <source>Colour</source>
      <translation>Couleur</translation>
    </message>
    <message>
      <source>Class of output {} of the network</source>
      <translation>Classe de la sortie {} du réseau</translation>
    </message>
    <message>
      <source>{} – unknown, please tell</source>
      <translation>{} – inconnu, à indiquer</translation>
    </message>
    <message>
      <source>Band {} of the network</source>
      <translation>Bande {} du réseau</translation>
    </message>
    <message>
      <source>The model cannot map before it is complete</source>
      <translation>Le modèle ne peut pas cartographier avant d’être complet</translation>
    </message>
    <message>
      <source>bands</source>
      <translation>bandes</translation>
    </message>
    <message>
      <source>scaling</source>
      <translation>mise à l’échelle</translation>
    </message>
    <message>
      <source>results</source>
      <translation>sortie</translation>
    </message>
    <message>
      <source>classes</source>
      <translation>classes</translation>
    </message>
    <message>
      <source>Complete…</source>
      <translation>Compléter…</translation>
    </message>
    <message>
      <source>Tell what is unknown of this model</source>
      <translation>Indiquer ce qui est inconnu de ce modèle</translation>
    </message>
    <message>
      <source>Take this model off the list</source>
      <translation>Retirer ce modèle de la liste</translation>
    </message>
    <message>
      <source>incomplete: {}</source>
      <translation>incomplet : {}</translation>
    </message>
    <message>
      <source>The command is in the clipboard.</source>
      <translation>La commande est dans le presse-papiers.</translation>
    </message>
    <message>
      <source>The map is ready.</source>
      <translation>La carte est prête.</translation>
    </message>
    <message>
      <source>Folder of results</source>
      <translation>Dossier des résultats</translation>
    </message>
    <message>
      <source>Folder of results; empty: a new one beside the project</source>
      <translation>Dossier des résultats ; vide : un nouveau à côté du projet</translation>
    </message>
    <message>
      <source>Old or coarse map</source>
      <translation>Carte ancienne ou peu détaillée</translation>
    </message>
    <message>
      <source>Area</source>
      <translation>Zone</translation>
    </message>
    <message>
      <source>More settings</source>
      <translation>Autres réglages</translation>
    </message>
    <message>
      <source>The results that are there will be replaced.</source>
      <translation>Les résultats qui s’y trouvent seront remplacés.</translation>
    </message>
    <message>
      <source>What this project says of SureCover cannot be read; everything is to be chosen anew.</source>
      <translation>Ce que ce projet indique pour SureCover est illisible ; tout est à choisir de nouveau.</translation>
    </message>
    <message>
      <source>The map is ready; its confidence score is {}.</source>
      <translation>La carte est prête ; son score de confiance est {}.</translation>
    </message>
    <message>
      <source>It is in {}</source>
      <translation>Elle se trouve dans {}</translation>
    </message>
    <message>
      <source>Learn from the old map instead of mapping with a model</source>
      <translation>Apprendre de l’ancienne carte au lieu de cartographier avec un modèle</translation>
    </message>
    <message>
      <source>calibrated</source>
      <translation>calibré</translation>
    </message>
    <message>
      <source>Accuracy: share of right pixels where it was tested</source>
      <translation>Précision : part des pixels justes là où le modèle a été testé</translation>
    </message>
    <message>
      <source>The images are being looked at.</source>
      <translation>Les images sont en cours de lecture.</translation>
    </message>
    <message>
      <source>The images could not be looked at.</source>
      <translation>Les images n’ont pas pu être lues.</translation>
    </message>
    <message>
      <source>No model: learn here</source>
      <translation>Aucun modèle : apprendre ici</translation>
    </message>
    <message>
      <source>The images and the old map are enough; every pixel is predicted by what has not seen the old map there. It takes longer (how long is told before it begins), and the model is kept in the folder of results.</source>
      <translation>Les images et l’ancienne carte suffisent ; chaque pixel est prédit par un réseau qui n’a pas vu l’ancienne carte à cet endroit. C’est plus long (la durée est indiquée avant le début), et le modèle est conservé dans le dossier des résultats.</translation>
    </message>
    <message>
      <source>Map with this model</source>
      <translation>Cartographier avec ce modèle</translation>
    </message>
    <message>
      <source>Details: bands, classes, figures and licence</source>
      <translation>Détails : bandes, classes, chiffres et licence</translation>
    </message>
    <message>
      <source>Add model folder…</source>
      <translation>Ajouter un dossier…</translation>
    </message>
    <message>
      <source>Import model…</source>
      <translation>Importer un modèle…</translation>
    </message>
    <message>
      <source>Make a model folder of a model of Deepness, Esri, smp, or any ONNX file</source>
      <translation>Faire un dossier de modèle d’un modèle Deepness, Esri, smp ou d’un fichier ONNX</translation>
    </message>
    <message>
      <source>Folder of a model</source>
      <translation>Dossier d’un modèle</translation>
    </message>
    <message>
      <source>calibrated: expected error {} %</source>
      <translation>calibré : erreur attendue {} %</translation>
    </message>
    <message>
      <source>Expected error: average gap between how sure the model is and how often it is right</source>
      <translation>Erreur attendue : écart moyen entre l’assurance du modèle et la fréquence à laquelle il a raison</translation>
    </message>
    <message>
      <source>{} missing</source>
      <translation>{} manquantes</translation>
    </message>
    <message>
      <source>{} MB</source>
      <translation>{} Mo</translation>
    </message>
    <message>
      <source>accuracy not stated</source>
      <translation>précision non indiquée</translation>
    </message>
    <message>
      <source>without {}</source>
      <translation>sans {}</translation>
    </message>
    <message>
      <source>{} classes</source>
      <translation>{} classes</translation>
    </message>
    <message>
      <source>Share of right pixels where it was tested: {}</source>
      <translation>Part des pixels justes là où le modèle a été testé : {}</translation>
    </message>
    <message>
      <source>not stated</source>
      <translation>non indiquée</translation>
    </message>
    <message>
      <source>Licence {}, {} on disk</source>
      <translation>Licence {}, {} sur le disque</translation>
    </message>
    <message>
      <source>Choose a folder with a model and its card {}</source>
      <translation>Choisir un dossier contenant un modèle et sa fiche {}</translation>
    </message>
    <message>
      <source>only {}</source>
      <translation>seulement {}</translation>
    </message>
    <message>
      <source>accuracy {}</source>
      <translation>précision {}</translation>
    </message>
    <message>
      <source>Made for pixels of {} m</source>
      <translation>Fait pour des pixels de {} m</translation>
    </message>
    <message>
      <source>offered by all images</source>
      <translation>présente dans toutes les images</translation>
    </message>
    <message>
      <source>{} bands</source>
      <translation>{} bandes</translation>
    </message>
    <message>
      <source>missing in {}</source>
      <translation>manque dans {}</translation>
    </message>
    <message>
      <source>Keep the intermediate results</source>
      <translation>Conserver les résultats intermédiaires</translation>
    </message>
    <message>
      <source>The inspector needs them to tell why a pixel has its class; they take most of the space</source>
      <translation>L’interrogation des pixels en a besoin pour expliquer pourquoi un pixel a sa classe ; ils occupent la plus grande partie de l’espace</translation>
    </message>
    <message>
      <source>Periods</source>
      <translation>Périodes</translation>
    </message>
    <message>
      <source>every date</source>
      <translation>chaque date</translation>
    </message>
    <message>
      <source>Classify every date, or that many mosaics of successive dates</source>
      <translation>Classer chaque date, ou autant de mosaïques de dates successives</translation>
    </message>
    <message>
      <source>Areas that the report tells about one by one</source>
      <translation>Zones que le rapport décrit une par une</translation>
    </message>
    <message>
      <source>Attribute with the names of the zones</source>
      <translation>Attribut contenant les noms des zones</translation>
    </message>
    <message>
      <source>Prefer some classes where the dates leave it open</source>
      <translation>Préférer certaines classes là où les dates laissent le choix</translation>
    </message>
    <message>
      <source>forest and water rather too much than too little</source>
      <translation>forêt et eau plutôt trop que trop peu</translation>
    </message>
    <message>
      <source>Where the networks run</source>
      <translation>Où calculent les réseaux de neurones</translation>
    </message>
    <message>
      <source>Classify</source>
      <translation>Classer</translation>
    </message>
    <message>
      <source>Zones</source>
      <translation>Zones</translation>
    </message>
    <message>
      <source>Their names</source>
      <translation>Leurs noms</translation>
    </message>
    <message>
      <source>Preference</source>
      <translation>Préférence</translation>
    </message>
    <message>
      <source>Device</source>
      <translation>Matériel</translation>
    </message>
    <message>
      <source>Translating</source>
      <translation>Traduction</translation>
    </message>
    <message>
      <source>What becomes what</source>
      <translation>Correspondance des codes</translation>
    </message>
    <message>
      <source>In the old map</source>
      <translation>Dans l’ancienne carte</translation>
    </message>
    <message>
      <source>Becomes</source>
      <translation>Devient</translation>
    </message>
    <message>
      <source>Share</source>
      <translation>Part</translation>
    </message>
    <message>
      <source>Hectares</source>
      <translation>Hectares</translation>
    </message>
    <message>
      <source>nothing</source>
      <translation>rien</translation>
    </message>
    <message>
      <source>Cancelled; no results were written. Run again to go on with what is finished.</source>
      <translation>Annulé ; aucun résultat n’a été écrit. Relancez pour continuer à partir de ce qui est terminé.</translation>
    </message>
    <message>
      <source>&amp;Run</source>
      <translation>&amp;Lancer</translation>
    </message>
    <message>
      <source>Make the map; QGIS stays usable meanwhile</source>
      <translation>Produire la carte ; QGIS reste utilisable pendant ce temps</translation>
    </message>
    <message>
      <source>Copy as qgis_process command</source>
      <translation>Copier comme commande qgis_process</translation>
    </message>
    <message>
      <source>Open as algorithm dialog, with all settings</source>
      <translation>Ouvrir comme boîte de dialogue d’algorithme, avec tous les réglages</translation>
    </message>
    <message>
      <source>Progress</source>
      <translation>Avancement</translation>
    </message>
    <message>
      <source>&amp;Cancel</source>
      <translation>&amp;Annuler</translation>
    </message>
    <message>
      <source>Stop; nothing will have been written</source>
      <translation>Arrêter ; rien n’aura été écrit</translation>
    </message>
    <message>
      <source>Starting…</source>
      <translation>Démarrage…</translation>
    </message>
    <message>
      <source>Cancelling…</source>
      <translation>Annulation…</translation>
    </message>
    <message>
      <source>Make land-cover maps, and review what is doubtful in them</source>
      <translation>Produire des cartes d’occupation du sol et vérifier ce qui y est douteux</translation>
    </message>
    <message>
      <source>Compare</source>
      <translation>Comparer</translation>
    </message>
    <message>
      <source>There is only one map to see. To compare it with single dates and the satellite picture, run again with “Keep the intermediate results”.</source>
      <translation>Il n’y a qu’une carte à voir. Pour la comparer à des dates isolées et à l’image satellite, relancez avec « Conserver les résultats intermédiaires ».</translation>
    </message>
    <message>
      <source>Place of the divider, from left to right</source>
      <translation>Position du séparateur, de gauche à droite</translation>
    </message>
    <message>
      <source>How long each map is shown: 0.3 to 2 seconds</source>
      <translation>Durée d’affichage de chaque carte : 0,3 à 2 secondes</translation>
    </message>
    <message>
      <source>By itself</source>
      <translation>Automatique</translation>
    </message>
    <message>
      <source>Switch from one map to the other again and again</source>
      <translation>Passer sans cesse d’une carte à l’autre</translation>
    </message>
    <message>
      <source>Switch</source>
      <translation>Basculer</translation>
    </message>
    <message>
      <source>Show the other map (space key when the map was clicked)</source>
      <translation>Montrer l’autre carte (barre d’espace après un clic sur la carte)</translation>
    </message>
    <message>
      <source>What is A: left of the divider, or shown first</source>
      <translation>Ce qu’est A : à gauche du séparateur, ou montré en premier</translation>
    </message>
    <message>
      <source>What is B: right of the divider, or shown second</source>
      <translation>Ce qu’est B : à droite du séparateur, ou montré en second</translation>
    </message>
    <message>
      <source>Off</source>
      <translation>Aucune</translation>
    </message>
    <message>
      <source>Show the map as usual</source>
      <translation>Montrer la carte normalement</translation>
    </message>
    <message>
      <source>Swipe</source>
      <translation>Balayage</translation>
    </message>
    <message>
      <source>Two maps with a divider between them; drag it, or click the map and press Left or Right</source>
      <translation>Deux cartes avec un séparateur entre elles ; faites-le glisser, ou cliquez sur la carte et utilisez les flèches gauche et droite</translation>
    </message>
    <message>
      <source>Flicker</source>
      <translation>Alternance</translation>
    </message>
    <message>
      <source>Two maps in turn at the same place; the space key switches when the map was clicked</source>
      <translation>Deux cartes tour à tour au même endroit ; la barre d’espace bascule après un clic sur la carte</translation>
    </message>
    <message>
      <source>Divider</source>
      <translation>Séparateur</translation>
    </message>
    <message>
      <source>{seconds} s</source>
      <translation>{seconds} s</translation>
    </message>
    <message>
      <source>Land cover</source>
      <translation>Occupation du sol</translation>
    </message>
    <message>
      <source>Reliability</source>
      <translation>Fiabilité</translation>
    </message>
    <message>
      <source>Confidence</source>
      <translation>Confiance</translation>
    </message>
    <message>
      <source>All dates, before the correction</source>
      <translation>Toutes les dates, avant la correction</translation>
    </message>
    <message>
      <source>Where the old map looks wrong</source>
      <translation>Où l’ancienne carte semble fausse</translation>
    </message>
    <message>
      <source>Satellite picture</source>
      <translation>Image satellite</translation>
    </message>
    <message>
      <source>Land cover, {date}</source>
      <translation>Occupation du sol, {date}</translation>
    </message>
    <message>
      <source>SureCover: {folder}</source>
      <translation>SureCover : {folder}</translation>
    </message>
    <message>
      <source>Classes of the map with their shares and reliability</source>
      <translation>Classes de la carte, avec leurs parts et leur fiabilité</translation>
    </message>
    <message>
      <source>Share of the map's pixels, in percent</source>
      <translation>Part des pixels de la carte, en pourcentage</translation>
    </message>
    <message>
      <source>Area in hectares</source>
      <translation>Surface en hectares</translation>
    </message>
    <message>
      <source>How much has high · medium · low reliability, in percent; last, if any, not assessed</source>
      <translation>Part de fiabilité élevée · moyenne · faible, en pourcentage ; en dernier, s’il y en a, la part non évaluée</translation>
    </message>
    <message>
      <source>How much of the map each class has, and how far it can be trusted</source>
      <translation>Quelle part de la carte chaque classe occupe, et jusqu’où on peut s’y fier</translation>
    </message>
    <message>
      <source>Confidence score: none, because nothing was assessed.</source>
      <translation>Score de confiance : aucun, car rien n’a été évalué.</translation>
    </message>
    <message>
      <source>Whole map</source>
      <translation>Carte entière</translation>
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
      <translation>Fiabilité, %</translation>
    </message>
    <message>
      <source>Confidence score: {score}, the part of the assessed pixels with high reliability.</source>
      <translation>Score de confiance : {score}, la part des pixels évalués dont la fiabilité est élevée.</translation>
    </message>
    <message>
      <source>Why the pixels have their class and code:</source>
      <translation>Pourquoi les pixels ont leur classe et leur code :</translation>
    </message>
    <message>
      <source>{pixels} pixels</source>
      <translation>{pixels} pixels</translation>
    </message>
    <message>
      <source>Reliability: {codes}</source>
      <translation>Fiabilité : {codes}</translation>
    </message>
    <message>
      <source>{hectares} ha</source>
      <translation>{hectares} ha</translation>
    </message>
    <message>
      <source>Open results…</source>
      <translation>Ouvrir des résultats…</translation>
    </message>
    <message>
      <source>Open a folder of results that was made earlier or elsewhere</source>
      <translation>Ouvrir un dossier de résultats produit auparavant ou ailleurs</translation>
    </message>
    <message>
      <source>Open the report</source>
      <translation>Ouvrir le rapport</translation>
    </message>
    <message>
      <source>Show the report of this run in the web browser</source>
      <translation>Montrer le rapport de cette exécution dans le navigateur web</translation>
    </message>
    <message>
      <source>Use the learned model</source>
      <translation>Utiliser le modèle appris</translation>
    </message>
    <message>
      <source>Map other images with the model that this run learned</source>
      <translation>Cartographier d’autres images avec le modèle que cette exécution a appris</translation>
    </message>
    <message>
      <source>Colours for colour-blind eyes</source>
      <translation>Couleurs pour daltoniens</translation>
    </message>
    <message>
      <source>Blue, yellow and orange instead of green, orange and red for reliability</source>
      <translation>Bleu, jaune et orange au lieu de vert, orange et rouge pour la fiabilité</translation>
    </message>
    <message>
      <source>No results are open. Make a map in the tab “Map”: its results are shown here when it is done. Or open a folder of results that was made earlier.</source>
      <translation>Aucun résultat n’est ouvert. Produisez une carte dans l’onglet « Carte » : ses résultats s’afficheront ici dès qu’elle sera prête. Ou ouvrez un dossier de résultats produit auparavant.</translation>
    </message>
    <message>
      <source>Show in the map</source>
      <translation>Montrer dans la carte</translation>
    </message>
    <message>
      <source>Legend</source>
      <translation>Légende</translation>
    </message>
    <message>
      <source>All classes</source>
      <translation>Toutes les classes</translation>
    </message>
    <message>
      <source>Every pixel in the colour of its class (Alt+1)</source>
      <translation>Chaque pixel dans la couleur de sa classe (Alt+1)</translation>
    </message>
    <message>
      <source>Dim by reliability</source>
      <translation>Estomper par fiabilité</translation>
    </message>
    <message>
      <source>The less reliable a pixel, the more the satellite picture shows through it (Alt+2)</source>
      <translation>Moins un pixel est fiable, plus l’image satellite transparaît (Alt+2)</translation>
    </message>
    <message>
      <source>Dim by confidence</source>
      <translation>Estomper par confiance</translation>
    </message>
    <message>
      <source>The lower the confidence, the more the satellite picture shows through (Alt+3)</source>
      <translation>Plus la confiance est faible, plus l’image satellite transparaît (Alt+3)</translation>
    </message>
    <message>
      <source>Only doubtful (codes 2 and 3)</source>
      <translation>Seulement le douteux (codes 2 et 3)</translation>
    </message>
    <message>
      <source>Only pixels with medium or low reliability; the satellite picture elsewhere (Alt+4)</source>
      <translation>Seulement les pixels de fiabilité moyenne ou faible ; ailleurs l’image satellite (Alt+4)</translation>
    </message>
    <message>
      <source>No program opens web pages here; the report is {}.</source>
      <translation>Aucun programme n’ouvre de pages web ici ; le rapport est {}.</translation>
    </message>
    <message>
      <source>The shape has no place in the coordinate system of the map.</source>
      <translation>La forme n’a pas de place dans le système de coordonnées de la carte.</translation>
    </message>
    <message>
      <source>Draw a polygon on the map (key D): click its corners, close it by a right click or Enter, then choose its class. Backspace takes a corner back, Esc gives up.</source>
      <translation>Dessiner un polygone sur la carte (touche D) : cliquez sur ses sommets, fermez-le par un clic droit ou Entrée, puis choisissez sa classe. Retour arrière reprend un sommet, Échap abandonne.</translation>
    </message>
    <message>
      <source>Back (P)</source>
      <translation>Retour (P)</translation>
    </message>
    <message>
      <source>The place above in the list (key P)</source>
      <translation>Le lieu précédent dans la liste (touche P)</translation>
    </message>
    <message>
      <source>Next (N)</source>
      <translation>Suivant (N)</translation>
    </message>
    <message>
      <source>The place below in the list (key N)</source>
      <translation>Le lieu suivant dans la liste (touche N)</translation>
    </message>
    <message>
      <source>Accept (A)</source>
      <translation>Accepter (A)</translation>
    </message>
    <message>
      <source>The place is right as it is (key A)</source>
      <translation>Le lieu est juste tel qu’il est (touche A)</translation>
    </message>
    <message>
      <source>Draw (D)</source>
      <translation>Dessiner (D)</translation>
    </message>
    <message>
      <source>The place is {name} (key {key})</source>
      <translation>Le lieu est « {name} » (touche {key})</translation>
    </message>
    <message>
      <source>The place is {name}</source>
      <translation>Le lieu est « {name} »</translation>
    </message>
    <message>
      <source>The edit is not undone: {path} cannot be written ({why}).</source>
      <translation>La décision n’est pas annulée : {path} ne peut pas être écrit ({why}).</translation>
    </message>
    <message>
      <source>The edit is not stored: {path} cannot be written ({why}).</source>
      <translation>La décision n’est pas enregistrée : {path} ne peut pas être écrit ({why}).</translation>
    </message>
    <message>
      <source>it holds no edits of a review; give the file another name</source>
      <translation>il ne contient pas de décisions d’une vérification ; donnez un autre nom au fichier</translation>
    </message>
    <message>
      <source>{path} cannot be read ({why}).</source>
      <translation>{path} est illisible ({why}).</translation>
    </message>
    <message>
      <source>GDAL does not say why</source>
      <translation>GDAL ne dit pas pourquoi</translation>
    </message>
    <message>
      <source>it has no layer {layer}</source>
      <translation>il n’a pas de couche {layer}</translation>
    </message>
    <message>
      <source>Places to review: arrow keys or a click go there, a click on a title sorts</source>
      <translation>Lieux à vérifier : les flèches du clavier ou un clic y mènent, un clic sur un titre trie</translation>
    </message>
    <message>
      <source>Only &amp;open</source>
      <translation>&amp;Seulement à vérifier</translation>
    </message>
    <message>
      <source>All zones</source>
      <translation>Toutes les zones</translation>
    </message>
    <message>
      <source>{done} of {all} reviewed, {part} of {whole} ha</source>
      <translation>{done} vérifiés sur {all}, {part} ha sur {whole}</translation>
    </message>
    <message>
      <source>{done} of {all} reviewed, {part} of {whole} pixels</source>
      <translation>{done} vérifiés sur {all}, {part} pixels sur {whole}</translation>
    </message>
    <message>
      <source>any size</source>
      <translation>toute taille</translation>
    </message>
    <message>
      <source>No places to review</source>
      <translation>Aucun lieu à vérifier</translation>
    </message>
    <message>
      <source>Places to review</source>
      <translation>Lieux à vérifier</translation>
    </message>
    <message>
      <source>Reviewed places</source>
      <translation>Lieux vérifiés</translation>
    </message>
    <message>
      <source>Share of the places that are reviewed</source>
      <translation>Part des lieux qui sont vérifiés</translation>
    </message>
    <message>
      <source>Show only places of one class</source>
      <translation>Ne montrer que les lieux d’une classe</translation>
    </message>
    <message>
      <source>Zone</source>
      <translation>Zone</translation>
    </message>
    <message>
      <source>Show only places in one zone</source>
      <translation>Ne montrer que les lieux d’une zone</translation>
    </message>
    <message>
      <source>Smallest size</source>
      <translation>Taille minimale</translation>
    </message>
    <message>
      <source>Show only places that are at least so large</source>
      <translation>Ne montrer que les lieux au moins aussi grands</translation>
    </message>
    <message>
      <source>Only open</source>
      <translation>Seulement à vérifier</translation>
    </message>
    <message>
      <source>Hide places that are reviewed</source>
      <translation>Masquer les lieux déjà vérifiés</translation>
    </message>
    <message>
      <source>px</source>
      <translation>px</translation>
    </message>
    <message>
      <source>Pixels</source>
      <translation>Pixels</translation>
    </message>
    <message>
      <source>open</source>
      <translation>à vérifier</translation>
    </message>
    <message>
      <source>accepted</source>
      <translation>accepté</translation>
    </message>
    <message>
      <source>Rank</source>
      <translation>Rang</translation>
    </message>
    <message>
      <source>1 is the most worthwhile: large and doubtful</source>
      <translation>1 est le plus utile : grand et douteux</translation>
    </message>
    <message>
      <source>Class that most of its pixels have</source>
      <translation>Classe de la plupart de ses pixels</translation>
    </message>
    <message>
      <source>Why</source>
      <translation>Raison</translation>
    </message>
    <message>
      <source>What most of its pixels are doubtful for</source>
      <translation>Ce qui rend douteux la plupart de ses pixels</translation>
    </message>
    <message>
      <source>How large it is</source>
      <translation>Sa taille</translation>
    </message>
    <message>
      <source>Doubt</source>
      <translation>Doute</translation>
    </message>
    <message>
      <source>How likely the class is wrong, on average over its pixels</source>
      <translation>Probabilité que la classe soit fausse, en moyenne sur ses pixels</translation>
    </message>
    <message>
      <source>State</source>
      <translation>État</translation>
    </message>
    <message>
      <source>Whether somebody reviewed it, and what came of it</source>
      <translation>Si quelqu’un l’a vérifié, et avec quel résultat</translation>
    </message>
    <message>
      <source>Where it lies</source>
      <translation>Où il se trouve</translation>
    </message>
    <message>
      <source>Place</source>
      <translation>Lieu</translation>
    </message>
    <message>
      <source>Order on the map, row by row from the upper left: for work that misses nothing</source>
      <translation>Ordre sur la carte, ligne par ligne depuis le coin supérieur gauche : pour ne rien oublier</translation>
    </message>
    <message>
      <source>set to {name}</source>
      <translation>changé en {name}</translation>
    </message>
    <message>
      <source>{path} is no list of places as this version makes it; press “List again”.</source>
      <translation>{path} n’est pas une liste de lieux telle que cette version les produit ; cliquez sur « Lister à nouveau ».</translation>
    </message>
    <message>
      <source>{percent} %</source>
      <translation>{percent} %</translation>
    </message>
    <message>
      <source>The map or the list on disk has changed; press “List again”.</source>
      <translation>La carte ou la liste sur le disque a changé ; cliquez sur « Lister à nouveau ».</translation>
    </message>
    <message>
      <source>The folder {folder} cannot be made ({why}).</source>
      <translation>Le dossier {folder} ne peut pas être créé ({why}).</translation>
    </message>
    <message>
      <source>Store the edit that was taken back once more (Ctrl+Shift+Z)</source>
      <translation>Rétablir la décision annulée (Ctrl+Maj+Z)</translation>
    </message>
    <message>
      <source>Change only pixels that have this class on the map; accepting always means all</source>
      <translation>Ne changer que les pixels qui ont cette classe sur la carte ; accepter vaut toujours pour tous</translation>
    </message>
    <message>
      <source>Spots of fewer pixels are not listed; takes effect with “List again”</source>
      <translation>Les lieux de moins de pixels ne sont pas listés ; prend effet avec « Lister à nouveau »</translation>
    </message>
    <message>
      <source>Take the latest edit back (Ctrl+Z)</source>
      <translation>Annuler la dernière décision (Ctrl+Z)</translation>
    </message>
    <message>
      <source>&amp;Go on</source>
      <translation>Cont&amp;inuer</translation>
    </message>
    <message>
      <source>Keep the scale: move without zooming</source>
      <translation>Garder l’échelle : déplacer sans zoomer</translation>
    </message>
    <message>
      <source>Note, reviewer, the smallest places, and other things rarely needed</source>
      <translation>Note, vérificateur, lieux les plus petits et autres réglages rarement utiles</translation>
    </message>
    <message>
      <source>After a decision on a place, go to the next open one by itself</source>
      <translation>Après une décision sur un lieu, passer de soi-même au prochain lieu à vérifier</translation>
    </message>
    <message>
      <source>Make a new map with all decisions, beside them in the folder “review”; the map itself stays</source>
      <translation>Produire une nouvelle carte avec toutes les décisions, à côté d’elles dans le dossier « review » ; la carte elle-même ne change pas</translation>
    </message>
    <message>
      <source>Export reviewed map</source>
      <translation>Exporter la carte vérifiée</translation>
    </message>
    <message>
      <source>&amp;List again</source>
      <translation>Lister à &amp;nouveau</translation>
    </message>
    <message>
      <source>Expo&amp;rt to…</source>
      <translation>&amp;Exporter vers…</translation>
    </message>
    <message>
      <source>all classes</source>
      <translation>toutes les classes</translation>
    </message>
    <message>
      <source>Export map</source>
      <translation>Exporter</translation>
    </message>
    <message>
      <source>More</source>
      <translation>Plus</translation>
    </message>
    <message>
      <source>Pi&amp;xels of</source>
      <translation>Pi&amp;xels de</translation>
    </message>
    <message>
      <source>Places</source>
      <translation>Lieux</translation>
    </message>
    <message>
      <source>No&amp;te</source>
      <translation>No&amp;te</translation>
    </message>
    <message>
      <source>&amp;By</source>
      <translation>&amp;Par</translation>
    </message>
    <message>
      <source>Pixels of</source>
      <translation>Pixels de</translation>
    </message>
    <message>
      <source>Note</source>
      <translation>Note</translation>
    </message>
    <message>
      <source>Stored with each edit until you change it</source>
      <translation>Enregistrée avec chaque décision jusqu’à ce que vous la changiez</translation>
    </message>
    <message>
      <source>Reviewer</source>
      <translation>Vérificateur</translation>
    </message>
    <message>
      <source>Your name, stored with each edit</source>
      <translation>Votre nom, enregistré avec chaque décision</translation>
    </message>
    <message>
      <source>Least pixels of a place</source>
      <translation>Nombre minimal de pixels d’un lieu</translation>
    </message>
    <message>
      <source>List again</source>
      <translation>Lister à nouveau</translation>
    </message>
    <message>
      <source>Look for doubtful places anew; decisions stay</source>
      <translation>Chercher à nouveau les lieux douteux ; les décisions restent</translation>
    </message>
    <message>
      <source>Export to…</source>
      <translation>Exporter vers…</translation>
    </message>
    <message>
      <source>Make the map with all decisions in another folder</source>
      <translation>Produire la carte avec toutes les décisions dans un autre dossier</translation>
    </message>
    <message>
      <source>Land cover, reviewed</source>
      <translation>Occupation du sol, vérifiée</translation>
    </message>
    <message>
      <source>Reliability, reviewed</source>
      <translation>Fiabilité, vérifiée</translation>
    </message>
    <message>
      <source>Evidence, reviewed</source>
      <translation>Justification, vérifiée</translation>
    </message>
    <message>
      <source>Edits</source>
      <translation>Décisions</translation>
    </message>
    <message>
      <source>Stopped. Press “List again” when you want the list.</source>
      <translation>Arrêté. Cliquez sur « Lister à nouveau » quand vous voulez la liste.</translation>
    </message>
    <message>
      <source>The reviewed map is in {folder}: {reviewed} pixels reviewed, {changed} of them changed.</source>
      <translation>La carte vérifiée est dans {folder} : {reviewed} pixels vérifiés, dont {changed} changés.</translation>
    </message>
    <message>
      <source>Looking for places</source>
      <translation>Recherche des lieux</translation>
    </message>
    <message>
      <source>Folder of the reviewed map</source>
      <translation>Dossier de la carte vérifiée</translation>
    </message>
    <message>
      <source>Putting the edits on the map</source>
      <translation>Report des décisions sur la carte</translation>
    </message>
    <message>
      <source>All places in the list are reviewed.</source>
      <translation>Tous les lieux de la liste sont vérifiés.</translation>
    </message>
    <message>
      <source>Now choose the class of the shape, or accept it; Esc drops it.</source>
      <translation>Choisissez maintenant la classe de la forme, ou acceptez-la ; Échap l’abandonne.</translation>
    </message>
    <message>
      <source>Click the corners on the map; a right click or Enter closes the shape, Esc gives up.</source>
      <translation>Cliquez sur les sommets dans la carte ; un clic droit ou Entrée ferme la forme, Échap abandonne.</translation>
    </message>
    <message>
      <source>This place cannot be shown in the coordinate system of the project.</source>
      <translation>Ce lieu ne peut pas être montré dans le système de coordonnées du projet.</translation>
    </message>
    <message>
      <source>The run failed; see the log messages of Processing.</source>
      <translation>L’exécution a échoué ; voyez les messages du journal de Traitements.</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Arrêter</translation>
    </message>
    <message>
      <source>There is no engine yet for this version of SureCover.</source>
      <translation>Il n’y a pas encore de moteur pour cette version de SureCover.</translation>
    </message>
    <message>
      <source>An engine is there and ready. Setting up again repairs it.</source>
      <translation>Un moteur est là et prêt. Une nouvelle installation le répare.</translation>
    </message>
    <message>
      <source>Set up SureCover's engine</source>
      <translation>Installer le moteur de SureCover</translation>
    </message>
    <message>
      <source>Log</source>
      <translation>Journal</translation>
    </message>
    <message>
      <source>Set up</source>
      <translation>Mettre en place</translation>
    </message>
    <message>
      <source>Making a Python of its own</source>
      <translation>Création d’un Python à part</translation>
    </message>
    <message>
      <source>Looking for Pythons</source>
      <translation>Recherche de Pythons</translation>
    </message>
    <message>
      <source>The engine is set up and works. Close this window and make a map.</source>
      <translation>Le moteur est installé et fonctionne. Fermez cette fenêtre et produisez une carte.</translation>
    </message>
    <message>
      <source>Removing</source>
      <translation>Suppression</translation>
    </message>
    <message>
      <source>Engines that are there</source>
      <translation>Moteurs présents</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Annuler</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Fermer</translation>
    </message>
    <message>
      <source>Trying everything out</source>
      <translation>Essai de l’ensemble</translation>
    </message>
    <message>
      <source>Retry</source>
      <translation>Réessayer</translation>
    </message>
    <message>
      <source>Cancelled; setting up again goes on from where it stopped.</source>
      <translation>Annulé ; une nouvelle installation reprendra là où celle-ci s’est arrêtée.</translation>
    </message>
    <message>
      <source>SureCover computes in a Python of its own, its engine. It is made here, once for each user of this computer; QGIS and its Python stay as they are.</source>
      <translation>SureCover calcule dans un Python à lui, son moteur. Il est créé ici, une fois pour chaque utilisateur de cet ordinateur ; QGIS et son Python restent tels quels.</translation>
    </message>
    <message>
      <source>Removed: {}</source>
      <translation>Supprimé : {}</translation>
    </message>
    <message>
      <source>Downloading and installing packages</source>
      <translation>Téléchargement et installation des paquets</translation>
    </message>
    <message>
      <source>The engine runs with {}.</source>
      <translation>Le moteur fonctionne avec {}.</translation>
    </message>
    <message>
      <source>Log: {}</source>
      <translation>Journal : {}</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Supprimer</translation>
    </message>
    <message>
      <source>Delete the selected engine; its folder goes, nothing else</source>
      <translation>Supprimer le moteur sélectionné ; son dossier disparaît, rien d’autre</translation>
    </message>
    <message>
      <source>Python with the engine's packages</source>
      <translation>Python avec les paquets du moteur</translation>
    </message>
    <message>
      <source>none: the one that was set up</source>
      <translation>aucun : celui qui a été installé</translation>
    </message>
    <message>
      <source>An existing Python that has all packages of the engine, say one of conda</source>
      <translation>Un Python existant qui a tous les paquets du moteur, par exemple de conda</translation>
    </message>
    <message>
      <source>Check and use</source>
      <translation>Contrôler et utiliser</translation>
    </message>
    <message>
      <source>ready</source>
      <translation>prêt</translation>
    </message>
    <message>
      <source>for another version</source>
      <translation>pour une autre version</translation>
    </message>
    <message>
      <source>not finished</source>
      <translation>pas terminé</translation>
    </message>
    <message>
      <source>Folder</source>
      <translation>Dossier</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>Taille</translation>
    </message>
    <message>
      <source>Own Python</source>
      <translation>Python à part</translation>
    </message>
    <message>
      <source>Set up the engine…</source>
      <translation>Installer le moteur…</translation>
    </message>
    <message>
      <source>Shows what will be installed, where and how much, and does it</source>
      <translation>Montre ce qui sera installé, où et en quelle quantité, et le fait</translation>
    </message>
    <message>
      <source>Maps are made by SureCover's engine, which is not set up yet.</source>
      <translation>Les cartes sont produites par le moteur de SureCover, qui n’est pas encore installé.</translation>
    </message>
    <message>
      <source>nothing to download, about {disk} on disk; {free} are free</source>
      <translation>rien à télécharger, environ {disk} sur le disque ; {free} sont libres</translation>
    </message>
    <message>
      <source>about {download} to download, {disk} on disk; {free} are free</source>
      <translation>environ {download} à télécharger, {disk} sur le disque ; {free} sont libres</translation>
    </message>
    <message>
      <source>On Linux the usual packages are those for graphics cards, which also compute on the processor; an extra index with builds for the processor saves most of it.</source>
      <translation>Sous Linux, les paquets habituels sont ceux pour cartes graphiques, qui calculent aussi sur le processeur ; un index supplémentaire avec des versions pour le processeur en économise la plus grande partie.</translation>
    </message>
    <message>
      <source>Where</source>
      <translation>Où</translation>
    </message>
    <message>
      <source>processor</source>
      <translation>processeur</translation>
    </message>
    <message>
      <source>NVIDIA graphics card (CUDA)</source>
      <translation>carte graphique NVIDIA (CUDA)</translation>
    </message>
    <message>
      <source>Needs a card with its driver; whether it computes is tried in the end</source>
      <translation>Demande une carte et son pilote ; un essai de calcul est fait à la fin</translation>
    </message>
    <message>
      <source>Base Python</source>
      <translation>Python de base</translation>
    </message>
    <message>
      <source>The Python of which the engine's own one is made; it stays as it is</source>
      <translation>Le Python dont est fait celui du moteur ; il reste tel quel</translation>
    </message>
    <message>
      <source>Choose another base Python</source>
      <translation>Choisir un autre Python de base</translation>
    </message>
    <message>
      <source>Wheel folder</source>
      <translation>Dossier de wheels</translation>
    </message>
    <message>
      <source>none: packages are downloaded</source>
      <translation>aucun : les paquets sont téléchargés</translation>
    </message>
    <message>
      <source>Folder into which all packages were collected on another computer</source>
      <translation>Dossier où tous les paquets ont été réunis sur un autre ordinateur</translation>
    </message>
    <message>
      <source>Proxy</source>
      <translation>Proxy</translation>
    </message>
    <message>
      <source>none, or that of the system</source>
      <translation>aucun, ou celui du système</translation>
    </message>
    <message>
      <source>User and password are those of QGIS's options (Network), unless they stand in the address</source>
      <translation>L’utilisateur et le mot de passe sont ceux des options de QGIS (Réseau), sauf s’ils figurent dans l’adresse</translation>
    </message>
    <message>
      <source>Extra index</source>
      <translation>Index supplémentaire</translation>
    </message>
    <message>
      <source>Address of a package index with builds of PyTorch for your card, or for the processor only</source>
      <translation>Adresse d’un index de paquets avec des versions de PyTorch pour votre carte, ou pour le processeur seulement</translation>
    </message>
    <message>
      <source>What</source>
      <translation>Quoi</translation>
    </message>
    <message>
      <source>How much</source>
      <translation>Combien</translation>
    </message>
    <message>
      <source>Computes on</source>
      <translation>Calcule sur</translation>
    </message>
    <message>
      <source>Without a network, behind a proxy, other builds</source>
      <translation>Sans réseau, derrière un proxy, autres versions</translation>
    </message>
    <message>
      <source>{packages} and {number} more packages</source>
      <translation>{packages} et {number} autres paquets</translation>
    </message>
    <message>
      <source>The engine is not set up yet.</source>
      <translation>Le moteur n’est pas encore installé.</translation>
    </message>
    <message>
      <source>Choose a file</source>
      <translation>Choisir un fichier</translation>
    </message>
    <message>
      <source>(a layer that is no longer there)</source>
      <translation>(une couche qui n’existe plus)</translation>
    </message>
    <message>
      <source>… about {number:.1f} h left</source>
      <translation>… encore environ {number:.1f} h</translation>
    </message>
    <message>
      <source>… about {number:.0f} s left</source>
      <translation>… encore environ {number:.0f} s</translation>
    </message>
    <message>
      <source>… about {number:.0f} min left</source>
      <translation>… encore environ {number:.0f} min</translation>
    </message>
    <message>
      <source>{kind} files (*{ending})</source>
      <translation>Fichiers {kind} (*{ending})</translation>
    </message>
    <message>
      <source>Apply a review</source>
      <translation>Appliquer une vérification</translation>
    </message>
    <message>
      <source>Trust</source>
      <translation>Confiance</translation>
    </message>
    <message>
      <source>Assessment of accuracy</source>
      <translation>Évaluer la précision</translation>
    </message>
    <message>
      <source>Calibrate a model</source>
      <translation>Calibrer un modèle</translation>
    </message>
    <message>
      <source>Change between two maps</source>
      <translation>Changement entre deux cartes</translation>
    </message>
    <message>
      <source>Check images</source>
      <translation>Contrôler les images</translation>
    </message>
    <message>
      <source>Check labels</source>
      <translation>Contrôler les étiquettes</translation>
    </message>
    <message>
      <source>Learn</source>
      <translation>Apprendre</translation>
    </message>
    <message>
      <source>Check a model</source>
      <translation>Contrôler un modèle</translation>
    </message>
    <message>
      <source>Classify one date</source>
      <translation>Classer une date</translation>
    </message>
    <message>
      <source>Spectral clusters</source>
      <translation>Groupes spectraux</translation>
    </message>
    <message>
      <source>Compare areas: where may a model be used?</source>
      <translation>Comparer des zones : où un modèle est-il utilisable ?</translation>
    </message>
    <message>
      <source>Confidence from all evidence</source>
      <translation>Confiance d’après tous les indices</translation>
    </message>
    <message>
      <source>Correct with an external map</source>
      <translation>Corriger avec une carte externe</translation>
    </message>
    <message>
      <source>Learn from an old map</source>
      <translation>Apprendre d’une ancienne carte</translation>
    </message>
    <message>
      <source>Cross-validate</source>
      <translation>Validation croisée</translation>
    </message>
    <message>
      <source>Demonstration data</source>
      <translation>Données de démonstration</translation>
    </message>
    <message>
      <source>Fuse dates</source>
      <translation>Fusionner les dates</translation>
    </message>
    <message>
      <source>Harmonise an external map</source>
      <translation>Harmoniser une carte externe</translation>
    </message>
    <message>
      <source>Prepare</source>
      <translation>Préparer</translation>
    </message>
    <message>
      <source>Cloud-free mosaic</source>
      <translation>Mosaïque sans nuages</translation>
    </message>
    <message>
      <source>Predict sets of classes</source>
      <translation>Prédire des ensembles de classes</translation>
    </message>
    <message>
      <source>Produce a land-cover map</source>
      <translation>Produire une carte d’occupation du sol</translation>
    </message>
    <message>
      <source>Radar without speckle</source>
      <translation>Radar sans chatoiement</translation>
    </message>
    <message>
      <source>Report of reliability</source>
      <translation>Rapport de fiabilité</translation>
    </message>
    <message>
      <source>Regions to review</source>
      <translation>Lieux à vérifier</translation>
    </message>
    <message>
      <source>Reference points to label</source>
      <translation>Points de référence à étiqueter</translation>
    </message>
    <message>
      <source>Self test of the engine</source>
      <translation>Autotest du moteur</translation>
    </message>
    <message>
      <source>Train a model</source>
      <translation>Entraîner un modèle</translation>
    </message>
    <message>
      <source>Class map to polygons</source>
      <translation>Carte des classes en polygones</translation>
    </message>
    <message>
      <source>Images, one per date</source>
      <translation>Images, une par date</translation>
    </message>
    <message>
      <source>Cloud masks, in the order of the images</source>
      <translation>Masques de nuages, dans l’ordre des images</translation>
    </message>
    <message>
      <source>Acquisition dates, in the order of the images</source>
      <translation>Dates d’acquisition, dans l’ordre des images</translation>
    </message>
    <message>
      <source>Extent</source>
      <translation>Emprise</translation>
    </message>
    <message>
      <source>Choice per pixel</source>
      <translation>Choix par pixel</translation>
    </message>
    <message>
      <source>Growth of the masks, pixels</source>
      <translation>Dilatation des masques, pixels</translation>
    </message>
    <message>
      <source>Scale</source>
      <translation>Échelle</translation>
    </message>
    <message>
      <source>Offset</source>
      <translation>Décalage</translation>
    </message>
    <message>
      <source>Climate zone</source>
      <translation>Zone climatique</translation>
    </message>
    <message>
      <source>Normalise the scenes to the least cloudy one</source>
      <translation>Ramener les scènes à la radiométrie de la moins nuageuse</translation>
    </message>
    <message>
      <source>Fill pixels that are clear on no date from the least cloudy one</source>
      <translation>Remplir les pixels dégagés à aucune date d’après la scène la moins nuageuse</translation>
    </message>
    <message>
      <source>Mosaic</source>
      <translation>Mosaïque</translation>
    </message>
    <message>
      <source>Chosen date</source>
      <translation>Date choisie</translation>
    </message>
    <message>
      <source>Number of clear observations</source>
      <translation>Nombre d’observations dégagées</translation>
    </message>
    <message>
      <source>Picture</source>
      <translation>Image d’affichage</translation>
    </message>
    <message>
      <source>Radar image</source>
      <translation>Image radar</translation>
    </message>
    <message>
      <source>Raster to put the bands after</source>
      <translation>Raster à la suite duquel placer les bandes</translation>
    </message>
    <message>
      <source>Units of the radar image</source>
      <translation>Unité de l’image radar</translation>
    </message>
    <message>
      <source>Speckle filter</source>
      <translation>Filtre de chatoiement</translation>
    </message>
    <message>
      <source>Number of looks</source>
      <translation>Nombre de vues</translation>
    </message>
    <message>
      <source>Window of enhanced_lee, pixels</source>
      <translation>Fenêtre de enhanced_lee, pixels</translation>
    </message>
    <message>
      <source>Damping of enhanced_lee</source>
      <translation>Amortissement de enhanced_lee</translation>
    </message>
    <message>
      <source>Filtered radar image</source>
      <translation>Image radar filtrée</translation>
    </message>
    <message>
      <source>External map</source>
      <translation>Carte externe</translation>
    </message>
    <message>
      <source>Class field</source>
      <translation>Champ de la classe</translation>
    </message>
    <message>
      <source>Class scheme</source>
      <translation>Nomenclature</translation>
    </message>
    <message>
      <source>Reference grid</source>
      <translation>Grille de référence</translation>
    </message>
    <message>
      <source>Codes of the external map</source>
      <translation>Codes de la carte externe</translation>
    </message>
    <message>
      <source>Unknown codes</source>
      <translation>Codes inconnus</translation>
    </message>
    <message>
      <source>Features that lie on top</source>
      <translation>Entités placées au-dessus</translation>
    </message>
    <message>
      <source>Polygons fill every pixel they touch</source>
      <translation>Les polygones remplissent chaque pixel touché</translation>
    </message>
    <message>
      <source>Buffer of lines and points [m]</source>
      <translation>Tampon des lignes et des points [m]</translation>
    </message>
    <message>
      <source>A map that nothing explains keeps its own classes</source>
      <translation>Une carte que rien n’explique garde ses propres classes</translation>
    </message>
    <message>
      <source>Class map</source>
      <translation>Carte des classes</translation>
    </message>
    <message>
      <source>What became what</source>
      <translation>Table des correspondances obtenues</translation>
    </message>
    <message>
      <source>Share of the grid that became a class</source>
      <translation>Part de la grille devenue une classe</translation>
    </message>
    <message>
      <source>Image</source>
      <translation>Image</translation>
    </message>
    <message>
      <source>Mask</source>
      <translation>Masque</translation>
    </message>
    <message>
      <source>Area, polygons</source>
      <translation>Zone, polygones</translation>
    </message>
    <message>
      <source>Acquisition date</source>
      <translation>Date d’acquisition</translation>
    </message>
    <message>
      <source>Bands of the image in order, separated by commas</source>
      <translation>Bandes de l’image dans l’ordre, séparées par des virgules</translation>
    </message>
    <message>
      <source>Radius by which masks grow, px</source>
      <translation>Rayon de dilatation des masques, px</translation>
    </message>
    <message>
      <source>Snow is clear (glacial zone)</source>
      <translation>La neige compte comme dégagée (zone glaciaire)</translation>
    </message>
    <message>
      <source>Class of the rest</source>
      <translation>Classe du reste</translation>
    </message>
    <message>
      <source>Runtime</source>
      <translation>Moteur d’exécution</translation>
    </message>
    <message>
      <source>Tiles at once (0 = automatic)</source>
      <translation>Tuiles à la fois (0 = automatique)</translation>
    </message>
    <message>
      <source>Test-time augmentation</source>
      <translation>Augmentation à la prédiction</translation>
    </message>
    <message>
      <source>Ensemble of models of the same classes</source>
      <translation>Ensemble de modèles des mêmes classes</translation>
    </message>
    <message>
      <source>Dask scheduler address</source>
      <translation>Adresse de l’ordonnanceur Dask</translation>
    </message>
    <message>
      <source>Probabilities</source>
      <translation>Probabilités</translation>
    </message>
    <message>
      <source>Unlike training</source>
      <translation>Différent de l’apprentissage</translation>
    </message>
    <message>
      <source>Probabilities, one raster per date</source>
      <translation>Probabilités, un raster par date</translation>
    </message>
    <message>
      <source>How dates combine</source>
      <translation>Combinaison des dates</translation>
    </message>
    <message>
      <source>Weights of the dates, separated by commas</source>
      <translation>Poids des dates, séparés par des virgules</translation>
    </message>
    <message>
      <source>Class bias: completeness, name=number, or a list of numbers</source>
      <translation>Préférence de classes : completeness, nom=nombre ou liste de nombres</translation>
    </message>
    <message>
      <source>Fused probabilities</source>
      <translation>Probabilités fusionnées</translation>
    </message>
    <message>
      <source>Agreement of the dates</source>
      <translation>Accord des dates</translation>
    </message>
    <message>
      <source>Entropy of the fused probabilities</source>
      <translation>Entropie des probabilités fusionnées</translation>
    </message>
    <message>
      <source>Number of clusters</source>
      <translation>Nombre de groupes</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>Graine aléatoire</translation>
    </message>
    <message>
      <source>Cluster map</source>
      <translation>Carte des groupes</translation>
    </message>
    <message>
      <source>Number of clusters found</source>
      <translation>Nombre de groupes trouvés</translation>
    </message>
    <message>
      <source>Classes to check</source>
      <translation>Classes à contrôler</translation>
    </message>
    <message>
      <source>Neighbours of a pixel (8 or 4)</source>
      <translation>Voisins d’un pixel (8 ou 4)</translation>
    </message>
    <message>
      <source>Least pixels of a polygon</source>
      <translation>Nombre minimal de pixels d’un polygone</translation>
    </message>
    <message>
      <source>Least share of a cluster in a polygon, %</source>
      <translation>Part minimale d’un groupe dans un polygone, %</translation>
    </message>
    <message>
      <source>Radius, pixels</source>
      <translation>Rayon, pixels</translation>
    </message>
    <message>
      <source>Local radius, pixels (0 = off)</source>
      <translation>Rayon local, pixels (0 = désactivé)</translation>
    </message>
    <message>
      <source>Rejection factor</source>
      <translation>Facteur de rejet</translation>
    </message>
    <message>
      <source>Classes to keep connected</source>
      <translation>Classes à garder d’un seul tenant</translation>
    </message>
    <message>
      <source>Longest gap to bridge, pixels</source>
      <translation>Plus longue lacune à franchir, pixels</translation>
    </message>
    <message>
      <source>Let the clusters decide with the probabilities</source>
      <translation>Laisser les groupes décider avec les probabilités</translation>
    </message>
    <message>
      <source>How the confidence is estimated</source>
      <translation>Estimation de la confiance</translation>
    </message>
    <message>
      <source>Memory, GiB</source>
      <translation>Mémoire, Gio</translation>
    </message>
    <message>
      <source>Corrected map</source>
      <translation>Carte corrigée</translation>
    </message>
    <message>
      <source>Probabilities as they were used</source>
      <translation>Probabilités telles qu’utilisées</translation>
    </message>
    <message>
      <source>Confidence score</source>
      <translation>Score de confiance</translation>
    </message>
    <message>
      <source>Pixels of high reliability</source>
      <translation>Pixels de fiabilité élevée</translation>
    </message>
    <message>
      <source>Pixels of medium reliability</source>
      <translation>Pixels de fiabilité moyenne</translation>
    </message>
    <message>
      <source>Pixels of low reliability</source>
      <translation>Pixels de fiabilité faible</translation>
    </message>
    <message>
      <source>Models (none = learn here from the external map)</source>
      <translation>Modèles (aucun = apprendre ici de la carte externe)</translation>
    </message>
    <message>
      <source>Class attribute of the external map</source>
      <translation>Attribut de classe de la carte externe</translation>
    </message>
    <message>
      <source>Crosswalk of the external map</source>
      <translation>Correspondance de la carte externe</translation>
    </message>
    <message>
      <source>Class scheme, without models</source>
      <translation>Nomenclature, sans modèles</translation>
    </message>
    <message>
      <source>Zones of the report</source>
      <translation>Zones du rapport</translation>
    </message>
    <message>
      <source>Attribute that names the zones</source>
      <translation>Attribut contenant les noms des zones</translation>
    </message>
    <message>
      <source>Period mosaics to classify (0 = every date)</source>
      <translation>Mosaïques de périodes à classer (0 = chaque date)</translation>
    </message>
    <message>
      <source>Mosaic: choice per pixel</source>
      <translation>Mosaïque : choix par pixel</translation>
    </message>
    <message>
      <source>Seed of the clusters and the learning</source>
      <translation>Graine aléatoire des groupes et de l’apprentissage</translation>
    </message>
    <message>
      <source>Rejection factor (empty = automatic)</source>
      <translation>Facteur de rejet (vide = automatique)</translation>
    </message>
    <message>
      <source>Fitted confidence to carry over</source>
      <translation>Confiance ajustée à reprendre</translation>
    </message>
    <message>
      <source>Memory of the correction, GiB</source>
      <translation>Mémoire de la correction, Gio</translation>
    </message>
    <message>
      <source>Network to learn with</source>
      <translation>Réseau d’apprentissage</translation>
    </message>
    <message>
      <source>Folds of the learning</source>
      <translation>Plis de l’apprentissage</translation>
    </message>
    <message>
      <source>Classes not to learn</source>
      <translation>Classes à ne pas apprendre</translation>
    </message>
    <message>
      <source>Land-cover map</source>
      <translation>Carte d’occupation du sol</translation>
    </message>
    <message>
      <source>Least area of a polygon, hectares</source>
      <translation>Surface minimale d’un polygone, hectares</translation>
    </message>
    <message>
      <source>Tolerance of simplification, units of the map (0 = pixel edges)</source>
      <translation>Tolérance de simplification, unités de la carte (0 = bords des pixels)</translation>
    </message>
    <message>
      <source>Separate polygons by reliability</source>
      <translation>Séparer les polygones par fiabilité</translation>
    </message>
    <message>
      <source>Neighbours of a pixel (4 or 8)</source>
      <translation>Voisins d’un pixel (4 ou 8)</translation>
    </message>
    <message>
      <source>Patches of the map before small ones were merged</source>
      <translation>Taches de la carte avant la fusion des petites</translation>
    </message>
    <message>
      <source>Side of square zones in pixels (0 = none)</source>
      <translation>Côté de zones carrées en pixels (0 = aucune)</translation>
    </message>
    <message>
      <source>Title of the report</source>
      <translation>Titre du rapport</translation>
    </message>
    <message>
      <source>Assessment of accuracy (JSON)</source>
      <translation>Évaluation de la précision (JSON)</translation>
    </message>
    <message>
      <source>Check of the old map (JSON)</source>
      <translation>Contrôle de l’ancienne carte (JSON)</translation>
    </message>
    <message>
      <source>Labels that look wrong</source>
      <translation>Étiquettes qui semblent fausses</translation>
    </message>
    <message>
      <source>Report as a page</source>
      <translation>Rapport en page web</translation>
    </message>
    <message>
      <source>Report as JSON</source>
      <translation>Rapport en JSON</translation>
    </message>
    <message>
      <source>Report as a table</source>
      <translation>Rapport en table</translation>
    </message>
    <message>
      <source>Areas by class, reliability and zone</source>
      <translation>Surfaces par classe, fiabilité et zone</translation>
    </message>
    <message>
      <source>Folder of pictures</source>
      <translation>Dossier d’images</translation>
    </message>
    <message>
      <source>Confidence score of the map</source>
      <translation>Score de confiance de la carte</translation>
    </message>
    <message>
      <source>Pixels of checked classes with high reliability</source>
      <translation>Pixels des classes contrôlées de fiabilité élevée</translation>
    </message>
    <message>
      <source>Pixels of checked classes with medium reliability</source>
      <translation>Pixels des classes contrôlées de fiabilité moyenne</translation>
    </message>
    <message>
      <source>Pixels of checked classes with low reliability</source>
      <translation>Pixels des classes contrôlées de fiabilité faible</translation>
    </message>
    <message>
      <source>Share of the pixels that were not assessed</source>
      <translation>Part des pixels non évalués</translation>
    </message>
    <message>
      <source>Number of points</source>
      <translation>Nombre de points</translation>
    </message>
    <message>
      <source>Standard error of overall accuracy to reach (0 = take the number)</source>
      <translation>Erreur type de la précision globale à atteindre (0 = selon le nombre)</translation>
    </message>
    <message>
      <source>Standard error of every class's user's accuracy to reach (0 = none)</source>
      <translation>Erreur type de la précision de l’utilisateur à atteindre par classe (0 = aucune)</translation>
    </message>
    <message>
      <source>Allocation</source>
      <translation>Répartition</translation>
    </message>
    <message>
      <source>Least number of points in a stratum</source>
      <translation>Nombre minimal de points par strate</translation>
    </message>
    <message>
      <source>Accuracy to expect of reliability 0, 1, 2, 3</source>
      <translation>Précision attendue aux fiabilités 0, 1, 2, 3</translation>
    </message>
    <message>
      <source>Hide what the map says from the form</source>
      <translation>Masquer dans le formulaire ce que dit la carte</translation>
    </message>
    <message>
      <source>Points to label</source>
      <translation>Points à étiqueter</translation>
    </message>
    <message>
      <source>Standard error of overall accuracy to expect</source>
      <translation>Erreur type attendue de la précision globale</translation>
    </message>
    <message>
      <source>Reference</source>
      <translation>Référence</translation>
    </message>
    <message>
      <source>Attribute that holds the reference class</source>
      <translation>Attribut contenant la classe de référence</translation>
    </message>
    <message>
      <source>Strata that points or polygons were drawn from</source>
      <translation>Strates d’où les points ou polygones ont été tirés</translation>
    </message>
    <message>
      <source>Maps to set beside it</source>
      <translation>Cartes à mettre en regard</translation>
    </message>
    <message>
      <source>Overall accuracy</source>
      <translation>Précision globale</translation>
    </message>
    <message>
      <source>Lower limit of its 95 % interval</source>
      <translation>Borne inférieure de son intervalle à 95 %</translation>
    </message>
    <message>
      <source>Upper limit of its 95 % interval</source>
      <translation>Borne supérieure de son intervalle à 95 %</translation>
    </message>
    <message>
      <source>Mean IoU</source>
      <translation>IoU moyen</translation>
    </message>
    <message>
      <source>Pixels or points compared</source>
      <translation>Pixels ou points comparés</translation>
    </message>
    <message>
      <source>Area under the ROC curve of the confidence for finding errors</source>
      <translation>Aire sous la courbe ROC de la confiance pour la détection d’erreurs</translation>
    </message>
    <message>
      <source>Labels that the model has not learned from</source>
      <translation>Étiquettes dont le modèle n’a pas appris</translation>
    </message>
    <message>
      <source>Class attribute of the labels</source>
      <translation>Attribut de classe des étiquettes</translation>
    </message>
    <message>
      <source>Crosswalk of the labels</source>
      <translation>Correspondance des étiquettes</translation>
    </message>
    <message>
      <source>Coverage of the sets</source>
      <translation>Couverture des ensembles</translation>
    </message>
    <message>
      <source>Parts that are judged in turn</source>
      <translation>Parties jugées tour à tour</translation>
    </message>
    <message>
      <source>Gap around judged parts, px (-1 = automatic)</source>
      <translation>Marge autour des parties jugées, px (-1 = automatique)</translation>
    </message>
    <message>
      <source>Codes of the labels</source>
      <translation>Codes des étiquettes</translation>
    </message>
    <message>
      <source>Calibrated model</source>
      <translation>Modèle calibré</translation>
    </message>
    <message>
      <source>Calibration as JSON</source>
      <translation>Calibration en JSON</translation>
    </message>
    <message>
      <source>Calibration as a page</source>
      <translation>Calibration en page web</translation>
    </message>
    <message>
      <source>Temperature of the calibrated model</source>
      <translation>Température du modèle calibré</translation>
    </message>
    <message>
      <source>Calibration error of the model as it came</source>
      <translation>Erreur de calibration du modèle d’origine</translation>
    </message>
    <message>
      <source>Calibration error of the calibrated model</source>
      <translation>Erreur de calibration du modèle calibré</translation>
    </message>
    <message>
      <source>Share of the sets that hold the right class (LAC)</source>
      <translation>Part des ensembles contenant la bonne classe (LAC)</translation>
    </message>
    <message>
      <source>Mean number of classes in a set (LAC)</source>
      <translation>Nombre moyen de classes par ensemble (LAC)</translation>
    </message>
    <message>
      <source>Method</source>
      <translation>Méthode</translation>
    </message>
    <message>
      <source>Set size</source>
      <translation>Taille de l’ensemble</translation>
    </message>
    <message>
      <source>Mean number of classes in a set</source>
      <translation>Nombre moyen de classes par ensemble</translation>
    </message>
    <message>
      <source>Share of pixels with one class</source>
      <translation>Part des pixels à une seule classe</translation>
    </message>
    <message>
      <source>Reference to fit to</source>
      <translation>Référence d’ajustement</translation>
    </message>
    <message>
      <source>How it is estimated without a reference</source>
      <translation>Estimation en l’absence de référence</translation>
    </message>
    <message>
      <source>Seed of the choice of pixels</source>
      <translation>Graine aléatoire du choix des pixels</translation>
    </message>
    <message>
      <source>Fitted confidence</source>
      <translation>Confiance ajustée</translation>
    </message>
    <message>
      <source>Area under the error-detection ROC curve, held out</source>
      <translation>Aire sous la courbe ROC de la détection d’erreurs, partie réservée</translation>
    </message>
    <message>
      <source>Area of the largest probability</source>
      <translation>Aire de la probabilité maximale</translation>
    </message>
    <message>
      <source>Expected calibration error, held out</source>
      <translation>Erreur de calibration attendue, partie réservée</translation>
    </message>
    <message>
      <source>Class map before the correction</source>
      <translation>Carte des classes avant la correction</translation>
    </message>
    <message>
      <source>Least pixels of a region</source>
      <translation>Nombre minimal de pixels d’un lieu</translation>
    </message>
    <message>
      <source>Most regions in the list</source>
      <translation>Nombre maximal de lieux dans la liste</translation>
    </message>
    <message>
      <source>Longest side of a region in pixels</source>
      <translation>Plus grand côté d’un lieu en pixels</translation>
    </message>
    <message>
      <source>Regions in the list</source>
      <translation>Lieux dans la liste</translation>
    </message>
    <message>
      <source>Regions that the limit left out</source>
      <translation>Lieux écartés par la limite</translation>
    </message>
    <message>
      <source>Pixels of the regions in the list</source>
      <translation>Pixels des lieux de la liste</translation>
    </message>
    <message>
      <source>Doubtful pixels of the map</source>
      <translation>Pixels douteux de la carte</translation>
    </message>
    <message>
      <source>Reviewed class map</source>
      <translation>Carte des classes vérifiée</translation>
    </message>
    <message>
      <source>Reviewed reliability</source>
      <translation>Fiabilité vérifiée</translation>
    </message>
    <message>
      <source>Reviewed evidence</source>
      <translation>Justification vérifiée</translation>
    </message>
    <message>
      <source>Edits that touch a pixel of the map</source>
      <translation>Décisions touchant un pixel de la carte</translation>
    </message>
    <message>
      <source>Reviewed pixels</source>
      <translation>Pixels vérifiés</translation>
    </message>
    <message>
      <source>Pixels whose class was changed</source>
      <translation>Pixels dont la classe a changé</translation>
    </message>
    <message>
      <source>Class map before</source>
      <translation>Carte des classes avant</translation>
    </message>
    <message>
      <source>Class map after</source>
      <translation>Carte des classes après</translation>
    </message>
    <message>
      <source>Reliability before</source>
      <translation>Fiabilité avant</translation>
    </message>
    <message>
      <source>Reliability after</source>
      <translation>Fiabilité après</translation>
    </message>
    <message>
      <source>Confidence before</source>
      <translation>Confiance avant</translation>
    </message>
    <message>
      <source>Confidence after</source>
      <translation>Confiance après</translation>
    </message>
    <message>
      <source>Least confidence that is sure</source>
      <translation>Confiance minimale tenue pour sûre</translation>
    </message>
    <message>
      <source>Worst reliability that is sure (1 high, 2 medium, 3 low)</source>
      <translation>Plus mauvaise fiabilité tenue pour sûre (1 élevée, 2 moyenne, 3 faible)</translation>
    </message>
    <message>
      <source>Least pixels of a patch of change</source>
      <translation>Nombre minimal de pixels d’une tache de changement</translation>
    </message>
    <message>
      <source>Change map</source>
      <translation>Carte des changements</translation>
    </message>
    <message>
      <source>Change as a page</source>
      <translation>Changement en page web</translation>
    </message>
    <message>
      <source>Change as JSON</source>
      <translation>Changement en JSON</translation>
    </message>
    <message>
      <source>Change as a table</source>
      <translation>Changement en table</translation>
    </message>
    <message>
      <source>Hectares that changed, where both maps are sure</source>
      <translation>Hectares changés, là où les deux cartes sont sûres</translation>
    </message>
    <message>
      <source>Share of the sure land that changed</source>
      <translation>Part changée du terrain sûr</translation>
    </message>
    <message>
      <source>Share of the land that is not sure</source>
      <translation>Part du terrain qui n’est pas sûre</translation>
    </message>
    <message>
      <source>Share of the land that would be changed if nothing were masked</source>
      <translation>Part du terrain qui serait changée si rien n’était masqué</translation>
    </message>
    <message>
      <source>Labels</source>
      <translation>Étiquettes</translation>
    </message>
    <message>
      <source>Network</source>
      <translation>Réseau</translation>
    </message>
    <message>
      <source>Encoder</source>
      <translation>Encodeur</translation>
    </message>
    <message>
      <source>Loss</source>
      <translation>Fonction de perte</translation>
    </message>
    <message>
      <source>Most epochs</source>
      <translation>Nombre maximal d’époques</translation>
    </message>
    <message>
      <source>Refine labels every so many epochs (0 = never)</source>
      <translation>Affiner les étiquettes toutes les n époques (0 = jamais)</translation>
    </message>
    <message>
      <source>Classes to ignore</source>
      <translation>Classes à ignorer</translation>
    </message>
    <message>
      <source>Weights of the encoder</source>
      <translation>Poids de l’encodeur</translation>
    </message>
    <message>
      <source>First epochs with the encoder frozen</source>
      <translation>Premières époques à encodeur gelé</translation>
    </message>
    <message>
      <source>Normalisation</source>
      <translation>Normalisation</translation>
    </message>
    <message>
      <source>Bands to learn from, separated by commas</source>
      <translation>Bandes d’apprentissage, séparées par des virgules</translation>
    </message>
    <message>
      <source>Theme</source>
      <translation>Thème</translation>
    </message>
    <message>
      <source>Classes to learn</source>
      <translation>Classes à apprendre</translation>
    </message>
    <message>
      <source>Side of a patch, px (0 = automatic)</source>
      <translation>Côté d’une imagette, px (0 = automatique)</translation>
    </message>
    <message>
      <source>Patches a step</source>
      <translation>Imagettes par pas</translation>
    </message>
    <message>
      <source>Patches an epoch (0 = each once)</source>
      <translation>Imagettes par époque (0 = chacune une fois)</translation>
    </message>
    <message>
      <source>Show rare classes as often as others</source>
      <translation>Montrer les classes rares aussi souvent que les autres</translation>
    </message>
    <message>
      <source>Skip patches of which one class fills more than, %</source>
      <translation>Écarter les imagettes qu’une classe remplit à plus de, %</translation>
    </message>
    <message>
      <source>Augmentation</source>
      <translation>Augmentation</translation>
    </message>
    <message>
      <source>Dropout</source>
      <translation>Abandon (dropout)</translation>
    </message>
    <message>
      <source>Optimiser</source>
      <translation>Optimiseur</translation>
    </message>
    <message>
      <source>Learning rate (0 = the optimiser's)</source>
      <translation>Taux d’apprentissage (0 = celui de l’optimiseur)</translation>
    </message>
    <message>
      <source>Schedule</source>
      <translation>Évolution du taux d’apprentissage</translation>
    </message>
    <message>
      <source>Least share of each class that refinement keeps, %</source>
      <translation>Part minimale de chaque classe que l’affinage conserve, %</translation>
    </message>
    <message>
      <source>Gap around held-out areas, px (-1 = automatic)</source>
      <translation>Marge autour des zones réservées, px (-1 = automatique)</translation>
    </message>
    <message>
      <source>Zones to hold out</source>
      <translation>Zones à réserver</translation>
    </message>
    <message>
      <source>Images without labels</source>
      <translation>Images sans étiquettes</translation>
    </message>
    <message>
      <source>Cloud masks of the images without labels, in their order</source>
      <translation>Masques de nuages des images sans étiquettes, dans leur ordre</translation>
    </message>
    <message>
      <source>Where the second task branches off</source>
      <translation>Où se ramifie la seconde tâche</translation>
    </message>
    <message>
      <source>Loss of the second task</source>
      <translation>Fonction de perte de la seconde tâche</translation>
    </message>
    <message>
      <source>Weight of the second task (0 = the paper's)</source>
      <translation>Poids de la seconde tâche (0 = celui de l’article)</translation>
    </message>
    <message>
      <source>Weight of its regulariser</source>
      <translation>Poids de son régularisateur</translation>
    </message>
    <message>
      <source>Segments of an unsupervised segmentation (0 = as many as classes)</source>
      <translation>Segments d’une segmentation non supervisée (0 = autant que de classes)</translation>
    </message>
    <message>
      <source>Title of the model</source>
      <translation>Titre du modèle</translation>
    </message>
    <message>
      <source>Stop after so many epochs without progress (0 = never)</source>
      <translation>Arrêter après n époques sans progrès (0 = jamais)</translation>
    </message>
    <message>
      <source>Licence of the model and the labels</source>
      <translation>Licence du modèle et des étiquettes</translation>
    </message>
    <message>
      <source>Page of the training</source>
      <translation>Page de l’entraînement</translation>
    </message>
    <message>
      <source>Overall accuracy on the held-out area</source>
      <translation>Précision globale sur la zone réservée</translation>
    </message>
    <message>
      <source>Mean IoU on the held-out area</source>
      <translation>IoU moyen sur la zone réservée</translation>
    </message>
    <message>
      <source>Folds</source>
      <translation>Plis</translation>
    </message>
    <message>
      <source>Random patches as the contrast</source>
      <translation>Imagettes aléatoires comme contre-épreuve</translation>
    </message>
    <message>
      <source>Page of the cross-validation</source>
      <translation>Page de la validation croisée</translation>
    </message>
    <message>
      <source>Cross-validation as JSON</source>
      <translation>Validation croisée en JSON</translation>
    </message>
    <message>
      <source>Overall accuracy, mean of the folds</source>
      <translation>Précision globale, moyenne des plis</translation>
    </message>
    <message>
      <source>Mean IoU, mean of the folds</source>
      <translation>IoU moyen, moyenne des plis</translation>
    </message>
    <message>
      <source>Standard deviation of the overall accuracy over the folds</source>
      <translation>Écart type de la précision globale entre les plis</translation>
    </message>
    <message>
      <source>Most epochs (0 = by the size of the area)</source>
      <translation>Nombre maximal d’époques (0 = selon la taille de la zone)</translation>
    </message>
    <message>
      <source>Raster whose cells the blocks follow</source>
      <translation>Raster dont les blocs suivent les cellules</translation>
    </message>
    <message>
      <source>Names of the images in the results</source>
      <translation>Noms des images dans les résultats</translation>
    </message>
    <message>
      <source>Folder of probabilities and class maps per date</source>
      <translation>Dossier des probabilités et des cartes des classes par date</translation>
    </message>
    <message>
      <source>Agreement with the old map</source>
      <translation>Accord avec l’ancienne carte</translation>
    </message>
    <message>
      <source>Check as a page</source>
      <translation>Contrôle en page web</translation>
    </message>
    <message>
      <source>Check as JSON</source>
      <translation>Contrôle en JSON</translation>
    </message>
    <message>
      <source>Check as a table</source>
      <translation>Contrôle en table</translation>
    </message>
    <message>
      <source>Estimated share of wrong labels</source>
      <translation>Part estimée d’étiquettes fausses</translation>
    </message>
    <message>
      <source>Share of labels that are flagged</source>
      <translation>Part des étiquettes signalées</translation>
    </message>
    <message>
      <source>Labelled pixels compared</source>
      <translation>Pixels étiquetés comparés</translation>
    </message>
    <message>
      <source>Training areas</source>
      <translation>Zones d’apprentissage</translation>
    </message>
    <message>
      <source>Target areas</source>
      <translation>Zones cibles</translation>
    </message>
    <message>
      <source>Cloud masks, in the order of the training areas</source>
      <translation>Masques de nuages, dans l’ordre des zones d’apprentissage</translation>
    </message>
    <message>
      <source>Cloud masks, in the order of the target areas</source>
      <translation>Masques de nuages, dans l’ordre des zones cibles</translation>
    </message>
    <message>
      <source>Side of a patch, px</source>
      <translation>Côté d’une imagette, px</translation>
    </message>
    <message>
      <source>Comparison as a page</source>
      <translation>Comparaison en page web</translation>
    </message>
    <message>
      <source>Comparison as JSON</source>
      <translation>Comparaison en JSON</translation>
    </message>
    <message>
      <source>Unlike training, of the first target area</source>
      <translation>Différent de l’apprentissage, dans la première zone cible</translation>
    </message>
    <message>
      <source>Largest share of a target that looks like nothing in training</source>
      <translation>Plus grande part d’une cible qui ne ressemble à rien d’appris</translation>
    </message>
    <message>
      <source>Smallest share of a target's region that training covers (IoT)</source>
      <translation>Plus petite part de la région d’une cible couverte par l’apprentissage (IoT)</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>Rapport</translation>
    </message>
    <message>
      <source>Number of bands the model wants</source>
      <translation>Nombre de bandes demandées par le modèle</translation>
    </message>
    <message>
      <source>Number of classes it predicts, with the class 'other'</source>
      <translation>Nombre de classes prédites, avec la classe « other »</translation>
    </message>
    <message>
      <source>Thousands of pixels per second inside the network</source>
      <translation>Milliers de pixels par seconde dans le réseau</translation>
    </message>
    <message>
      <source>Model to import</source>
      <translation>Modèle à importer</translation>
    </message>
    <message>
      <source>Bands in the order of the network</source>
      <translation>Bandes dans l’ordre du réseau</translation>
    </message>
    <message>
      <source>Number that means reflectance 1</source>
      <translation>Nombre qui signifie une réflectance de 1</translation>
    </message>
    <message>
      <source>Classes in the order of the network</source>
      <translation>Classes dans l’ordre du réseau</translation>
    </message>
    <message>
      <source>Class of everything else</source>
      <translation>Classe de tout le reste</translation>
    </message>
    <message>
      <source>Results of the network</source>
      <translation>Sortie du réseau</translation>
    </message>
    <message>
      <source>Pixel size of the training images, m</source>
      <translation>Taille de pixel des images d’apprentissage, m</translation>
    </message>
    <message>
      <source>Halo of a tile, px</source>
      <translation>Halo d’une tuile, px</translation>
    </message>
    <message>
      <source>Number of things that are still unknown; the model can be used when it is 0</source>
      <translation>Nombre d’éléments encore inconnus ; à 0, le modèle est utilisable</translation>
    </message>
    <message>
      <source>Images that all models can use</source>
      <translation>Images utilisables par tous les modèles</translation>
    </message>
    <message>
      <source>Images with a known date</source>
      <translation>Images de date connue</translation>
    </message>
    <message>
      <source>Processor cores</source>
      <translation>Cœurs du processeur</translation>
    </message>
    <message>
      <source>CUDA devices</source>
      <translation>Cartes CUDA</translation>
    </message>
    <message>
      <source>Free disk space for temporary files, GiB</source>
      <translation>Espace disque libre pour les fichiers temporaires, Gio</translation>
    </message>
    <message>
      <source>Size in pixels</source>
      <translation>Taille en pixels</translation>
    </message>
    <message>
      <source>Number of dates</source>
      <translation>Nombre de dates</translation>
    </message>
    <message>
      <source>Share of cloud</source>
      <translation>Part de nuages</translation>
    </message>
    <message>
      <source>Cell of the external map in metres</source>
      <translation>Cellule de la carte externe en mètres</translation>
    </message>
    <message>
      <source>CRS of the external map</source>
      <translation>SCR de la carte externe</translation>
    </message>
    <message>
      <source>Classes of the external map</source>
      <translation>Classes de la carte externe</translation>
    </message>
    <message>
      <source>Share of pixels whose class changed since the old map</source>
      <translation>Part des pixels dont la classe a changé depuis l’ancienne carte</translation>
    </message>
    <message>
      <source>Puts what a reviewer decided on a land-cover map: a new class map, reliability and evidence. The given maps stay as they are.</source>
      <translation>Reporte les décisions d’une vérification sur une carte d’occupation du sol : nouvelle carte des classes, fiabilité et justification. Les cartes données restent telles quelles.</translation>
    </message>
    <message>
      <source>Edits are the features of a GeoPackage's layer called edits (or of its only layer), in any CRS, with the fields from_class, to_class (class ids), reviewer, time and note (text). Geometries are polygons, or points for single pixels: an edit touches the pixels whose centre lies in it. Only the field to_class must be there.</source>
      <translation>Les décisions sont les entités de la couche edits d’un GeoPackage (ou de sa seule couche), dans n’importe quel SCR, avec les champs from_class, to_class (numéros de classe), reviewer, time et note (texte). Les géométries sont des polygones, ou des points pour des pixels isolés : une décision touche les pixels dont le centre s’y trouve. Seul le champ to_class est obligatoire.</translation>
    </message>
    <message>
      <source>to_class is the class that the pixels get. If it is null or equal to from_class, the place is accepted as it is: all its pixels keep their classes. from_class restricts an edit to the pixels that have this class in MAP; 0 stands for pixels without a class, null for all pixels. So an edit can also give a class to pixels that had none.</source>
      <translation>to_class est la classe que reçoivent les pixels. Si le champ est vide (NULL) ou égal à from_class, le lieu est accepté tel quel : tous ses pixels gardent leur classe. from_class limite une décision aux pixels qui ont cette classe dans MAP ; 0 désigne les pixels sans classe, NULL tous les pixels. Une décision peut donc aussi donner une classe à des pixels qui n’en avaient pas.</translation>
    </message>
    <message>
      <source>Edits of several sessions add up: where edits meet on a pixel the one with the latest time counts (ISO 8601, such as 2026-03-01T09:30:00Z; UTC if no zone is given), of equal times the later in the layer; edits without a time are the earliest.</source>
      <translation>Les décisions de plusieurs séances s’additionnent : là où plusieurs touchent un pixel, la plus récente compte (ISO 8601, par exemple 2026-03-01T09:30:00Z ; UTC si aucun fuseau n’est donné) ; à heure égale, celle qui vient après dans la couche ; les décisions sans heure sont les plus anciennes.</translation>
    </message>
    <message>
      <source>Reviewed pixels get reliability 1 and evidence 9, reviewed by a person, whether their class was changed or accepted. The maps tell in their metadata, under SURECOVER_REVIEWS, how many edits, reviewers and sessions (days on which someone reviewed) there were; earlier reviews of the map stay listed.</source>
      <translation>Les pixels vérifiés reçoivent la fiabilité 1 et la justification 9, vérifié par une personne, que leur classe ait été changée ou acceptée. Les cartes indiquent dans leurs métadonnées, sous SURECOVER_REVIEWS, combien de décisions, de vérificateurs et de séances (jours où quelqu’un a vérifié) il y a eu ; les vérifications antérieures de la carte restent listées.</translation>
    </message>
    <message>
      <source>The class map that was reviewed; 0 means no class.</source>
      <translation>La carte des classes vérifiée ; 0 signifie sans classe.</translation>
    </message>
    <message>
      <source>Its reliability map: 0 not assessed, 1 high, 2 medium, 3 low.</source>
      <translation>Sa carte de fiabilité : 0 non évaluée, 1 élevée, 2 moyenne, 3 faible.</translation>
    </message>
    <message>
      <source>Its evidence map.</source>
      <translation>Sa carte de justification.</translation>
    </message>
    <message>
      <source>The edits. Those outside the map are left out with a warning; a class that the map's scheme does not have is refused.</source>
      <translation>Les décisions. Celles qui sont hors de la carte sont laissées de côté avec un avertissement ; une classe absente de la nomenclature de la carte est refusée.</translation>
    </message>
    <message>
      <source>Class scheme of the class map: a built-in name such as basic6, or a file. Only needed where the file does not tell it.</source>
      <translation>Nomenclature de la carte des classes : un nom intégré comme basic6, ou un fichier. Nécessaire seulement si le fichier ne l’indique pas.</translation>
    </message>
    <message>
      <source>The class map with the edits.</source>
      <translation>La carte des classes avec les décisions.</translation>
    </message>
    <message>
      <source>The reliability map; 1 on reviewed pixels.</source>
      <translation>La carte de fiabilité ; 1 sur les pixels vérifiés.</translation>
    </message>
    <message>
      <source>The evidence map; 9 on reviewed pixels.</source>
      <translation>La carte de justification ; 9 sur les pixels vérifiés.</translation>
    </message>
    <message>
      <source>Edits that touch a pixel of the map.</source>
      <translation>Décisions qui touchent un pixel de la carte.</translation>
    </message>
    <message>
      <source>Pixels that were changed or accepted.</source>
      <translation>Pixels qui ont été changés ou acceptés.</translation>
    </message>
    <message>
      <source>Pixels whose class is another one now.</source>
      <translation>Pixels dont la classe n’est plus la même.</translation>
    </message>
    <message>
      <source>Tells how accurate a class map is by comparing it with a reference: another raster, polygons, or a sample of labelled points such as sample draws. Figures come for the whole map, every class, every level of a hierarchy of classes, every reliability code and every zone; other maps can be set beside it.</source>
      <translation>Indique la précision d’une carte des classes en la comparant à une référence : un autre raster, des polygones, ou un échantillon de points étiquetés tel que le tire « Points de référence à étiqueter ». Les chiffres sont donnés pour la carte entière, chaque classe, chaque niveau d’une hiérarchie de classes, chaque code de fiabilité et chaque zone ; d’autres cartes peuvent être mises en regard.</translation>
    </message>
    <message>
      <source>From a sample of points the figures are estimates for the whole map, with standard errors and intervals of 95 %, and the areas of the classes are estimated with them (Olofsson et al. 2014; Stehman 2014 where the strata are not the map's classes). From a raster every pixel is counted; the intervals then tell what to expect on other land of the same kind. From polygons every pixel in them is counted, too, but the polygons are what was observed: the pixels of one are alike, so the intervals come from the differences between polygons. With the strata they were drawn from, areas are estimated as well.</source>
      <translation>D’un échantillon de points, les chiffres sont des estimations pour la carte entière, avec erreurs types et intervalles à 95 %, et les surfaces des classes sont estimées en même temps (Olofsson et al. 2014 ; Stehman 2014 si les strates ne sont pas les classes de la carte). D’un raster, chaque pixel est compté ; les intervalles disent alors à quoi s’attendre sur d’autres terrains du même genre. De polygones, chaque pixel qu’ils contiennent est compté aussi, mais ce sont les polygones qui ont été observés : les pixels d’un même polygone se ressemblent, les intervalles viennent donc des différences entre polygones. Avec les strates d’où ils ont été tirés, les surfaces sont estimées aussi.</translation>
    </message>
    <message>
      <source>With the evidence, the confidence, the probabilities or the agreement of the dates it tells what these are worth: how often each evidence is right, whether the confidence is true, and how well each score finds the errors (area under the ROC curve; errors found in the worst 5, 10 and 20 % of the land).</source>
      <translation>Avec la justification, la confiance, les probabilités ou l’accord des dates, il dit ce que valent ces indices : à quelle fréquence chaque justification a raison, si la confiance est vraie, et à quel point chaque mesure trouve les erreurs (aire sous la courbe ROC ; erreurs trouvées dans les 5, 10 et 20 % les plus douteux du territoire).</translation>
    </message>
    <message>
      <source>Where the map has no class but the reference has one, the map is wrong. A reference of a coarser or finer class does not contradict the map.</source>
      <translation>Là où la carte n’a pas de classe alors que la référence en a une, la carte est fausse. Une référence d’une classe plus large ou plus fine ne contredit pas la carte.</translation>
    </message>
    <message>
      <source>The class map. Its grid is the grid of all figures.</source>
      <translation>La carte des classes. Sa grille est celle de tous les chiffres.</translation>
    </message>
    <message>
      <source>What is true: a class map, polygons, or points. Its classes must be those of the map, of a scheme from which a crosswalk is known, or of the same names; ids of another scheme are never taken for the map's. 0 and empty mean unknown.</source>
      <translation>Ce qui est vrai : une carte des classes, des polygones ou des points. Ses classes doivent être celles de la carte, ou d’une nomenclature dont une correspondance est connue, ou porter les mêmes noms ; les numéros d’une autre nomenclature ne sont jamais pris pour ceux de la carte. 0 et vide signifient inconnu.</translation>
    </message>
    <message>
      <source>For polygons and points: the attribute that holds the class, as name or id. If empty, points use the attribute reference.</source>
      <translation>Pour les polygones et les points : l’attribut contenant la classe, par nom ou par numéro. S’il est vide, l’attribut reference est pris pour les points.</translation>
    </message>
    <message>
      <source>For points or polygons that were drawn by strata other than those that sample writes into the layer: the raster of strata, whole numbers. Without it, the design that the layer tells is used; if it tells none, the points count as a simple random sample. Systematic samples count as that, too: their true errors are rather smaller. With the map itself as strata a simple random sample is post-stratified, which makes it surer. Polygons without it speak of their own land alone.</source>
      <translation>Pour des points ou polygones tirés selon d’autres strates que celles que « Points de référence à étiqueter » écrit dans la couche : le raster des strates, en nombres entiers. Sans lui, c’est le plan de sondage indiqué par la couche qui vaut ; si elle n’en indique aucun, les points comptent comme un échantillon aléatoire simple. Les échantillons systématiques comptent de même : leurs erreurs réelles sont plutôt plus petites. Avec la carte elle-même comme strates, un échantillon aléatoire simple est stratifié a posteriori, ce qui le rend plus sûr. Sans strates, des polygones ne parlent que de leur propre terrain.</translation>
    </message>
    <message>
      <source>The reliability map; tells how accurate each code is where the map has a class.</source>
      <translation>La carte de fiabilité ; indique la précision de chaque code là où la carte a une classe.</translation>
    </message>
    <message>
      <source>The evidence that the correction wrote; tells how accurate each kind of evidence is.</source>
      <translation>La justification écrite par la correction ; indique la précision de chaque sorte de justification.</translation>
    </message>
    <message>
      <source>The confidence, 0 to 1; tells whether it is true (a reliability diagram, the expected calibration error, the share of errors in each bin) and how well it finds the errors.</source>
      <translation>La confiance, de 0 à 1 ; indique si elle est vraie (diagramme de fiabilité, erreur de calibration attendue, part d’erreurs dans chaque intervalle) et à quel point elle trouve les erreurs.</translation>
    </message>
    <message>
      <source>The probabilities of the classes, one band each; their highest one and their entropy are compared with the confidence as scores that find errors.</source>
      <translation>Les probabilités des classes, une bande par classe ; la plus élevée et leur entropie sont comparées à la confiance comme mesures qui trouvent les erreurs.</translation>
    </message>
    <message>
      <source>The agreement of the dates, 0 to 1; compared as a score that finds errors.</source>
      <translation>L’accord des dates, de 0 à 1 ; comparé comme mesure qui trouve les erreurs.</translation>
    </message>
    <message>
      <source>Maps to set beside the map, for example of a single date, of several dates, and corrected, in this order; and what changed from each of them to the map. They are named by the date and the step that SureCover noted in them, else by their files. Where one has no class, as under clouds, it counts as wrong; how much that is, and how accurate the rest, is told.</source>
      <translation>Cartes à mettre en regard de la carte, par exemple d’une seule date, de plusieurs dates, et corrigée, dans cet ordre ; et ce qui a changé de chacune d’elles à la carte. Elles sont désignées par la date et l’étape que SureCover y a notées, sinon par leurs fichiers. Là où l’une n’a pas de classe, comme sous les nuages, elle compte comme fausse ; l’étendue de ces lieux et la précision du reste sont indiquées.</translation>
    </message>
    <message>
      <source>The classes of the map, if the map does not tell itself: a built-in scheme or a file.</source>
      <translation>Les classes de la carte, si la carte ne les indique pas elle-même : une nomenclature intégrée ou un fichier.</translation>
    </message>
    <message>
      <source>Polygons to assess one by one. Where they overlap, the smaller one counts.</source>
      <translation>Polygones à évaluer un par un. Là où ils se recouvrent, le plus petit compte.</translation>
    </message>
    <message>
      <source>The attribute that names the zones; polygons with the same name are one zone. If empty, an attribute called name, label, title, zone or id is taken, else the first one.</source>
      <translation>L’attribut contenant les noms des zones ; les polygones de même nom forment une zone. S’il est vide, un attribut nommé name, label, title, zone ou id est pris, sinon le premier.</translation>
    </message>
    <message>
      <source>Heading of the report; if empty: Accuracy of the land-cover map.</source>
      <translation>Titre du rapport ; si vide : Accuracy of the land-cover map.</translation>
    </message>
    <message>
      <source>The assessment as one page that needs nothing else: no network, no other files.</source>
      <translation>L’évaluation en une seule page autonome : ni réseau, ni autres fichiers.</translation>
    </message>
    <message>
      <source>All figures for programs; null where a figure cannot be estimated.</source>
      <translation>Tous les chiffres pour les programmes ; null là où un chiffre ne peut pas être estimé.</translation>
    </message>
    <message>
      <source>All figures as one table, one a line, with standard error and interval.</source>
      <translation>Tous les chiffres en une table, un par ligne, avec erreur type et intervalle.</translation>
    </message>
    <message>
      <source>Overall accuracy, 0 to 1.</source>
      <translation>Précision globale, de 0 à 1.</translation>
    </message>
    <message>
      <source>Lower limit of the 95 % interval of overall accuracy.</source>
      <translation>Borne inférieure de l’intervalle à 95 % de la précision globale.</translation>
    </message>
    <message>
      <source>Upper limit of the 95 % interval of overall accuracy.</source>
      <translation>Borne supérieure de l’intervalle à 95 % de la précision globale.</translation>
    </message>
    <message>
      <source>Mean IoU of the classes, 0 to 1.</source>
      <translation>IoU moyen des classes, de 0 à 1.</translation>
    </message>
    <message>
      <source>Number of pixels or points compared.</source>
      <translation>Nombre de pixels ou de points comparés.</translation>
    </message>
    <message>
      <source>If there is a confidence: how often, of a right and a wrong pixel, the right one has the higher confidence; 0.5 is chance, 1 perfect.</source>
      <translation>S’il y a une confiance : à quelle fréquence, d’un pixel juste et d’un pixel faux, le juste a la confiance la plus élevée ; 0,5 est le hasard, 1 la perfection.</translation>
    </message>
    <message>
      <source>Makes a model as sure as it is right. Models tend to be too sure, or not sure enough; labels that the model has not learned from tell by how much. What comes out is a copy of the model: Classify divides its logits by a temperature (Guo et al. 2017), so that of the pixels with a probability of 0.8 about 80 % are right. The class that is most probable stays the same.</source>
      <translation>Rend un modèle aussi sûr de lui qu’il a raison. Les modèles sont souvent trop sûrs d’eux, ou pas assez ; des étiquettes dont le modèle n’a pas appris disent de combien. Il en résulte une copie du modèle : « Classer une date » divise ses logits par une température (Guo et al. 2017), de sorte que, parmi les pixels de probabilité 0,8, environ 80 % sont justes. La classe la plus probable reste la même.</translation>
    </message>
    <message>
      <source>The copy also knows how large sets of classes have to be to hold the right one as often as you ask, for example in 90 % of the pixels (split conformal prediction). Predict sets makes a map of them for any coverage.</source>
      <translation>La copie sait aussi quelle taille doivent avoir les ensembles de classes pour contenir la bonne aussi souvent que vous le demandez, par exemple dans 90 % des pixels (prédiction conforme, split conformal prediction). « Prédire des ensembles de classes » en fait une carte pour toute couverture.</translation>
    </message>
    <message>
      <source>All figures come from land to which nothing was fitted: the labelled area is cut into parts, and each is judged by what fits the others, with a gap in between. The model that is kept is fitted to all labels. Use several hundred labelled pixels or more, spread over the area to be mapped: the promise holds for land that is like the labelled land, and neighbouring pixels count for less than their number.</source>
      <translation>Tous les chiffres viennent de terrains sur lesquels rien n’a été ajusté : la zone étiquetée est découpée en parties, et chacune est jugée par ce qui a été ajusté sur les autres, avec une marge entre elles. Le modèle conservé est ajusté sur toutes les étiquettes. Utilisez plusieurs centaines de pixels étiquetés ou plus, répartis sur la zone à cartographier : la promesse vaut pour des terrains semblables au terrain étiqueté, et des pixels voisins comptent moins que leur nombre.</translation>
    </message>
    <message>
      <source>Folder of the model; it is read only. It may have a temperature already, which is then improved.</source>
      <translation>Dossier du modèle ; il est seulement lu. Il peut déjà avoir une température, qui est alors améliorée.</translation>
    </message>
    <message>
      <source>One image per date, a raster or a Sentinel-2 product as downloaded, with the bands that the model wants. All are seen on the grid of the first one and share the labels.</source>
      <translation>Une image par date, un raster ou un produit Sentinel-2 tel que téléchargé, avec les bandes que demande le modèle. Toutes sont vues sur la grille de la première et partagent les étiquettes.</translation>
    </message>
    <message>
      <source>What is true, where the model has not learned: a raster, or polygons, lines or points, in any CRS. Their classes become those of the model. A class that the model does not know is left out; for a model of one theme it is other. A coarse class, such as building, is right with any of its classes.</source>
      <translation>Ce qui est vrai, là où le modèle n’a pas appris : un raster, ou des polygones, lignes ou points, dans n’importe quel SCR. Leurs classes deviennent celles du modèle. Une classe que le modèle ne connaît pas est laissée de côté ; pour un modèle d’un seul thème, elle compte comme other. Une classe large, comme building, est juste avec chacune de ses classes.</translation>
    </message>
    <message>
      <source>How the codes of the labels become the model's classes, a name or a CSV file as Harmonise an external map explains. Empty: the map is recognised, or its codes are the classes.</source>
      <translation>Comment les codes des étiquettes deviennent les classes du modèle : un nom ou un fichier CSV, comme l’explique « Harmoniser une carte externe ». Vide : la carte est reconnue, ou ses codes sont les classes.</translation>
    </message>
    <message>
      <source>Share of the sets that is to hold the right class, for the figures of the page. The calibrated model can be asked for any other later.</source>
      <translation>Part des ensembles qui doit contenir la bonne classe, pour les chiffres de la page. Toute autre part pourra être demandée plus tard au modèle calibré.</translation>
    </message>
    <message>
      <source>Polygons that are kept together when the land is cut into parts. Without them the parts are made of contiguous blocks, along the cells of a label raster.</source>
      <translation>Polygones gardés entiers quand le terrain est découpé en parties. Sans eux, les parties sont faites de blocs d’un seul tenant, suivant les cellules d’un raster d’étiquettes.</translation>
    </message>
    <message>
      <source>Of what is random: which blocks make a part, and which pixels are looked at where there are more than a million.</source>
      <translation>De tout ce qui est aléatoire : quels blocs forment une partie, et quels pixels sont regardés quand il y en a plus d’un million.</translation>
    </message>
    <message>
      <source>Into how many parts the labelled land is cut; each is judged by what fits the others. Zones make at most one part each.</source>
      <translation>En combien de parties le terrain étiqueté est découpé ; chacune est jugée par ce qui a été ajusté sur les autres. Chaque zone donne au plus une partie.</translation>
    </message>
    <message>
      <source>Pixels between a part that is judged and what is fitted to meanwhile. -1 takes the model's halo, and no less than a cell of a label raster.</source>
      <translation>Pixels entre une partie jugée et ce sur quoi on ajuste pendant ce temps. -1 prend le halo du modèle, et pas moins d’une cellule d’un raster d’étiquettes.</translation>
    </message>
    <message>
      <source>Only the labels in this part of the images count.</source>
      <translation>Seules comptent les étiquettes dans cette partie des images.</translation>
    </message>
    <message>
      <source>Polygons in any CRS; only labels of pixels whose centre they cover count.</source>
      <translation>Polygones dans n’importe quel SCR ; seules comptent les étiquettes des pixels dont ils couvrent le centre.</translation>
    </message>
    <message>
      <source>In place of the dates that the images tell: one per image, in the same order, separated by commas, such as 2023-08-10 or 20230810; an empty place keeps what the image tells.</source>
      <translation>À la place des dates indiquées par les images : une par image, dans le même ordre, séparées par des virgules, par exemple 2023-08-10 ou 20230810 ; une place vide garde ce qu’indique l’image.</translation>
    </message>
    <message>
      <source>Where the model runs: auto takes a graphics card if there is one.</source>
      <translation>Où calcule le modèle : auto prend une carte graphique s’il y en a une.</translation>
    </message>
    <message>
      <source>Folder of the calibrated model: the model's files, its card with the temperature and the calibration error, and calibration.json with the conformity scores for Predict sets. Files of the same names are replaced.</source>
      <translation>Dossier du modèle calibré : les fichiers du modèle, sa fiche avec la température et l’erreur de calibration, et calibration.json avec les scores de conformité pour « Prédire des ensembles de classes ». Les fichiers de même nom sont remplacés.</translation>
    </message>
    <message>
      <source>All figures for programs: calibration error, likelihood and the bins of the reliability diagram before and after; coverage and sizes of the sets by method, class and part.</source>
      <translation>Tous les chiffres pour les programmes : erreur de calibration, vraisemblance et intervalles du diagramme de fiabilité avant et après ; couverture et tailles des ensembles par méthode, classe et partie.</translation>
    </message>
    <message>
      <source>The calibration as one page that needs nothing else: no network, no other files.</source>
      <translation>La calibration en une seule page autonome : ni réseau, ni autres fichiers.</translation>
    </message>
    <message>
      <source>What the calibrated model's logits are divided by; above 1 the model had been too sure.</source>
      <translation>Ce par quoi sont divisés les logits du modèle calibré ; au-dessus de 1, le modèle était trop sûr de lui.</translation>
    </message>
    <message>
      <source>Expected calibration error of the model as it came, 0 to 1: how far confidence and the share of right pixels lie apart on average, over 15 bins.</source>
      <translation>Erreur de calibration attendue du modèle d’origine, de 0 à 1 : écart moyen entre la confiance et la part de pixels justes, sur 15 intervalles.</translation>
    </message>
    <message>
      <source>The same of the calibrated model, on land to which it was not fitted.</source>
      <translation>La même pour le modèle calibré, sur un terrain où il n’a pas été ajusté.</translation>
    </message>
    <message>
      <source>Share of the sets (LAC) that hold the right class, on land to which nothing was fitted; to be compared with COVERAGE.</source>
      <translation>Part des ensembles (LAC) qui contiennent la bonne classe, sur un terrain où rien n’a été ajusté ; à comparer avec COVERAGE.</translation>
    </message>
    <message>
      <source>Mean number of classes in these sets.</source>
      <translation>Nombre moyen de classes dans ces ensembles.</translation>
    </message>
    <message>
      <source>Tells what became what between two land-cover maps of one place, and leaves out what is not sure: a change map, a page, and tables with the transition matrix in hectares and the loss, gain, net change and persistence of every class.</source>
      <translation>Indique ce qui est devenu quoi entre deux cartes d’occupation du sol d’un lieu, et laisse de côté ce qui n’est pas sûr : une carte des changements, une page, et des tables avec la matrice de transition en hectares et la perte, le gain, le solde et la persistance de chaque classe.</translation>
    </message>
    <message>
      <source>Land is sure where the class of both dates is: where its reliability is MAX_RELIABILITY or better and its confidence is at least MIN_CONFIDENCE, as far as these layers are given. A pixel that was not assessed (reliability 0) is decided by the confidence layer of its date; without one it is not sure. Where one map tells a class and the other one above it, such as residential building and building, nothing tells whether it changed, so it is not sure. All other land with a class on both maps is not sure either, and nothing is claimed of it; beside every figure stands what it would be if nothing were masked.</source>
      <translation>Un terrain est sûr là où la classe l’est aux deux dates : là où sa fiabilité est MAX_RELIABILITY ou meilleure et sa confiance d’au moins MIN_CONFIDENCE, dans la mesure où ces couches sont données. Un pixel non évalué (fiabilité 0) est décidé par la couche de confiance de sa date ; sans elle, il n’est pas sûr. Là où une carte indique une classe et l’autre celle qui la comprend, comme bâtiment résidentiel et bâtiment, rien ne dit si elle a changé ; ce n’est donc pas sûr. Tout autre terrain ayant une classe sur les deux cartes n’est pas sûr non plus, et rien n’en est affirmé ; à côté de chaque chiffre figure ce qu’il serait si rien n’était masqué.</translation>
    </message>
    <message>
      <source>The code of a transition is 100 x the place of the class before + the place of the class after, counted from 1 in the order of the class scheme: in basic6, 306 is forest that became residential building, 303 forest that stayed. 1 is not sure, 0 no class on one of the maps. Codes are the same in every comparison of maps of one scheme. The change map carries its own class scheme, so that styles, sampling and assessment work on it as on a class map.</source>
      <translation>Le code d’une transition est 100 x le rang de la classe avant + le rang de la classe après, comptés à partir de 1 dans l’ordre de la nomenclature : dans basic6, 306 est une forêt devenue bâtiment résidentiel, 303 une forêt qui est restée. 1 n’est pas sûr, 0 aucune classe sur l’une des cartes. Les codes sont les mêmes dans toute comparaison de cartes d’une même nomenclature. La carte des changements porte sa propre nomenclature ; styles, échantillonnage et évaluation fonctionnent donc avec elle comme avec une carte des classes.</translation>
    </message>
    <message>
      <source>Areas from counted pixels are biased as estimates of the area that changed, because the errors of both maps add up. For areas with intervals draw points on the change map with Reference points to label, label them, and compare them with Assessment of accuracy (Olofsson et al. 2014).</source>
      <translation>Les surfaces tirées de pixels comptés sont des estimations biaisées de la surface changée, car les erreurs des deux cartes s’additionnent. Pour des surfaces avec intervalles, tirez des points sur la carte des changements avec « Points de référence à étiqueter », étiquetez-les et comparez-les avec « Évaluer la précision » (Olofsson et al. 2014).</translation>
    </message>
    <message>
      <source>Maps may have any size: they are seen in blocks. For the time of the run the disk of the result holds 2 bytes a pixel.</source>
      <translation>Les cartes peuvent avoir n’importe quelle taille : elles sont vues par blocs. Pendant l’exécution, le disque du résultat contient 2 octets par pixel.</translation>
    </message>
    <message>
      <source>The class map of the earlier date; 0 means no class. On another grid it is seen on that of the map after, each pixel with the class of the nearest one.</source>
      <translation>La carte des classes de la date antérieure ; 0 signifie sans classe. Sur une autre grille, elle est vue sur celle de la carte postérieure, chaque pixel avec la classe du plus proche.</translation>
    </message>
    <message>
      <source>The class map of the later date, in the same class scheme. Its grid is the grid of all results.</source>
      <translation>La carte des classes de la date postérieure, dans la même nomenclature. Sa grille est celle de tous les résultats.</translation>
    </message>
    <message>
      <source>The reliability map of the earlier date: 0 not assessed, 1 high, 2 medium, 3 low.</source>
      <translation>La carte de fiabilité de la date antérieure : 0 non évaluée, 1 élevée, 2 moyenne, 3 faible.</translation>
    </message>
    <message>
      <source>The reliability map of the later date.</source>
      <translation>La carte de fiabilité de la date postérieure.</translation>
    </message>
    <message>
      <source>The confidence layer of the earlier date, 0 to 1.</source>
      <translation>La couche de confiance de la date antérieure, de 0 à 1.</translation>
    </message>
    <message>
      <source>The confidence layer of the later date.</source>
      <translation>La couche de confiance de la date postérieure.</translation>
    </message>
    <message>
      <source>Where a confidence layer is given, pixels of less confidence are not sure, nor are those whose confidence is not known.</source>
      <translation>Là où une couche de confiance est donnée, les pixels de moindre confiance ne sont pas sûrs, ni ceux dont la confiance est inconnue.</translation>
    </message>
    <message>
      <source>Where a reliability map is given, pixels of a worse code are not sure: 2 takes high and medium reliability, 1 only high.</source>
      <translation>Là où une carte de fiabilité est donnée, les pixels d’un code plus mauvais ne sont pas sûrs : 2 prend les fiabilités élevée et moyenne, 1 seulement l’élevée.</translation>
    </message>
    <message>
      <source>Patches of one transition that are connected, also at a corner only, and have fewer pixels than this are not sure; 1 keeps all.</source>
      <translation>Les taches d’une même transition qui sont reliées, même par un coin seulement, et ont moins de pixels que ce nombre ne sont pas sûres ; 1 les garde toutes.</translation>
    </message>
    <message>
      <source>The class scheme of both maps where they carry none: a built-in name, or a .json or .csv file. Without any scheme the maps' values and category names are taken.</source>
      <translation>La nomenclature des deux cartes si elles n’en portent pas : un nom intégré, ou un fichier .json ou .csv. Sans aucune nomenclature, les valeurs et les noms de catégories des cartes sont pris.</translation>
    </message>
    <message>
      <source>The change map: a code for every transition and for every class that stayed, with names, colours and attribute table. A change has the colour of the class after with a hint of the one before, what stayed is pale, what is not sure is grey.</source>
      <translation>La carte des changements : un code pour chaque transition et pour chaque classe restée, avec noms, couleurs et table attributaire. Un changement a la couleur de la classe après avec une nuance de celle d’avant, ce qui est resté est pâle, ce qui n’est pas sûr est gris.</translation>
    </message>
    <message>
      <source>The comparison as one page that needs nothing else: no network, no other files.</source>
      <translation>La comparaison en une seule page autonome : ni réseau, ni autres fichiers.</translation>
    </message>
    <message>
      <source>All figures for programs; null where a figure cannot be told.</source>
      <translation>Tous les chiffres pour les programmes ; null là où un chiffre ne peut pas être donné.</translation>
    </message>
    <message>
      <source>All figures as one table with one amount a row: of the map, of every class, of every transition, as far as sure and if nothing were masked.</source>
      <translation>Tous les chiffres en une table, un par ligne : de la carte, de chaque classe, de chaque transition, pour ce qui est sûr et si rien n’était masqué.</translation>
    </message>
    <message>
      <source>Hectares that changed, where both maps are sure; missing where the CRS tells no areas.</source>
      <translation>Hectares qui ont changé, là où les deux cartes sont sûres ; absent là où le SCR ne donne pas de surfaces.</translation>
    </message>
    <message>
      <source>Share of the sure land that changed, 0 to 1; missing when nothing is sure.</source>
      <translation>Part du terrain sûr qui a changé, de 0 à 1 ; absente si rien n’est sûr.</translation>
    </message>
    <message>
      <source>Share that is not sure of the land with a class on both maps, 0 to 1.</source>
      <translation>Part non sûre du terrain ayant une classe sur les deux cartes, de 0 à 1.</translation>
    </message>
    <message>
      <source>Share of that land that would be changed if nothing were masked, 0 to 1.</source>
      <translation>Part de ce terrain qui serait changée si rien n’était masqué, de 0 à 1.</translation>
    </message>
    <message>
      <source>Tells what a run would see in some images, before it is started: their dates, sensors and bands, what tells their clouds, and for every model whether each band that it wants is there.</source>
      <translation>Indique ce qu’une exécution verrait dans des images, avant qu’elle soit lancée : leurs dates, capteurs et bandes, ce qui indique leurs nuages, et pour chaque modèle si chaque bande demandée est présente.</translation>
    </message>
    <message>
      <source>Only what the files say of themselves is read, no pixels, so it takes a moment. What is wrong with one image or model is told with it and does not hide the others.</source>
      <translation>Seul est lu ce que les fichiers disent d’eux-mêmes, aucun pixel ; cela ne prend donc qu’un instant. Ce qui ne va pas avec une image ou un modèle est indiqué avec lui et ne cache pas les autres.</translation>
    </message>
    <message>
      <source>One image per date, as Produce a land-cover map takes them: rasters, or Sentinel-2 products as downloaded.</source>
      <translation>Une image par date, comme les prend « Produire une carte d’occupation du sol » : rasters, ou produits Sentinel-2 tels que téléchargés.</translation>
    </message>
    <message>
      <source>One cloud mask per image, in the same order, or none.</source>
      <translation>Un masque de nuages par image, dans le même ordre, ou aucun.</translation>
    </message>
    <message>
      <source>Model folders that the images shall be classified with. Their cards are read; Check a model tries them out.</source>
      <translation>Dossiers des modèles avec lesquels les images doivent être classées. Leurs fiches sont lues ; « Contrôler un modèle » les essaie.</translation>
    </message>
    <message>
      <source>In place of the dates that the images tell: such as 2023-08-10 or 20230810, one per image, in the same order, separated by commas. A place left empty keeps the image's own.</source>
      <translation>À la place des dates indiquées par les images : par exemple 2023-08-10 ou 20230810, une par image, dans le même ordre, séparées par des virgules. Une place vide garde celle de l’image.</translation>
    </message>
    <message>
      <source>What was found, as a JSON file. images, in the order given: path; date and date_from (what says so), empty where unknown; sensor; crs; width, height, pixel_size (x, y); bands (descriptions); clouds (what tells them); problem (why the image or its mask cannot be used, else null); place (why it cannot be brought to the first image's grid, else null); models: id, folder, problem, and bands with name, common_name and found (the image's band, or null). models: id, folder, problem.</source>
      <translation>Ce qui a été trouvé, en fichier JSON. images, dans l’ordre donné : path ; date et date_from (ce qui l’indique), vides si inconnues ; sensor ; crs ; width, height, pixel_size (x, y) ; bands (descriptions) ; clouds (ce qui les indique) ; problem (pourquoi l’image ou son masque ne peut pas être utilisé, sinon null) ; place (pourquoi elle ne peut pas être ramenée à la grille de la première image, sinon null) ; models : id, folder, problem, et bands avec name, common_name et found (la bande de l’image, ou null). models : id, folder, problem.</translation>
    </message>
    <message>
      <source>Images that can be opened, mask included, and that have all bands of all models.</source>
      <translation>Images qui peuvent être ouvertes, masque compris, et qui ont toutes les bandes de tous les modèles.</translation>
    </message>
    <message>
      <source>Images with a known date.</source>
      <translation>Images de date connue.</translation>
    </message>
    <message>
      <source>Tells which classes of an old map, or of any labels, look wrong, what they likely are, and where: by confident learning (Northcutt, Jiang and Chuang 2021).</source>
      <translation>Indique quelles classes d’une ancienne carte, ou d’étiquettes quelconques, semblent fausses, ce qu’elles sont probablement, et où : par apprentissage confiant (confident learning ; Northcutt, Jiang et Chuang 2021).</translation>
    </message>
    <message>
      <source>Needed are class probabilities by models that did not learn from the labels at the pixels that they judge, such as those that Learn from an old map wrote and Fuse dates put together. A model that has seen a wrong label tends to repeat it.</source>
      <translation>Il faut des probabilités de classes issues de modèles qui n’ont pas appris des étiquettes aux pixels qu’ils jugent, comme celles qu'« Apprendre d’une ancienne carte » écrit et que « Fusionner les dates » réunit. Un modèle qui a vu une étiquette fausse tend à la répéter.</translation>
    </message>
    <message>
      <source>A pixel is confidently of a class when its probability reaches the mean that this class has over the pixels with its label. Where a pixel is confidently of a class that its label does not allow, it is flagged. The estimated share of wrong labels takes the confident pixels for all pixels of a label. A coarse label such as building allows every class below it; a class that the probabilities do not know is not compared.</source>
      <translation>Un pixel est sûrement d’une classe quand sa probabilité atteint la moyenne qu’a cette classe sur les pixels de cette étiquette. Là où un pixel est sûrement d’une classe que son étiquette n’admet pas, il est signalé. Pour la part estimée d’étiquettes fausses, les pixels sûrs valent pour tous les pixels d’une étiquette. Une étiquette large comme building admet toutes les classes qu’elle comprend ; une classe que les probabilités ne connaissent pas n’est pas comparée.</translation>
    </message>
    <message>
      <source>Where the models are sure and mistaken, a right label counts as wrong, so the share is rather too high than too low; and a mistake that all labels share is not found. What is flagged is worth a look, not certainly wrong.</source>
      <translation>Là où les modèles sont sûrs et se trompent, une étiquette juste compte comme fausse ; la part est donc plutôt trop élevée que trop faible. Une faute commune à toutes les étiquettes n’est pas trouvée. Ce qui est signalé mérite un regard, sans être forcément faux.</translation>
    </message>
    <message>
      <source>The labels: a class map on any grid, for example what Harmonise wrote; 0 means no label. It is brought to the grid of the probabilities, to the nearest pixel.</source>
      <translation>Les étiquettes : une carte des classes sur une grille quelconque, par exemple celle d'« Harmoniser une carte externe » ; 0 signifie sans étiquette. Elle est ramenée à la grille des probabilités, au pixel le plus proche.</translation>
    </message>
    <message>
      <source>One band per class, 0 to 1, by models that did not learn from the labels there. Their grid is the grid of all figures.</source>
      <translation>Une bande par classe, de 0 à 1, issue de modèles qui n’y ont pas appris des étiquettes. Leur grille est celle de tous les chiffres.</translation>
    </message>
    <message>
      <source>Polygons to tell apart where labels look wrong, for example municipalities or map sheets. Where they overlap, the smaller one counts.</source>
      <translation>Polygones selon lesquels distinguer où les étiquettes semblent fausses, par exemple des communes ou des feuilles de carte. Là où ils se recouvrent, le plus petit compte.</translation>
    </message>
    <message>
      <source>Class scheme of both rasters: a built-in name such as basic6, or a file. Only needed where neither file tells it.</source>
      <translation>Nomenclature des deux rasters : un nom intégré comme basic6, ou un fichier. Nécessaire seulement si aucun des deux fichiers ne l’indique.</translation>
    </message>
    <message>
      <source>Class map of what is likely there instead of the label; 0 where the label looks right or nothing is known.</source>
      <translation>Carte des classes probables à la place de l’étiquette ; 0 là où l’étiquette semble juste ou rien n’est connu.</translation>
    </message>
    <message>
      <source>The check as one page that needs nothing else: no network, no other files.</source>
      <translation>Le contrôle en une seule page autonome : ni réseau, ni autres fichiers.</translation>
    </message>
    <message>
      <source>All figures for programs: by class, by pair of classes with the whole matrix, by zone. The report of reliability reads it under LABEL_CHECK.</source>
      <translation>Tous les chiffres pour les programmes : par classe, par paire de classes avec la matrice entière, par zone. Le rapport de fiabilité les lit sous LABEL_CHECK.</translation>
    </message>
    <message>
      <source>The figures as one table: the map, each class, what its pixels likely are (wrong is then their share of the class), each zone.</source>
      <translation>Les chiffres en une table : la carte, chaque classe, ce que ses pixels sont probablement (wrong est alors leur part de la classe), chaque zone.</translation>
    </message>
    <message>
      <source>Estimated share of wrong labels among the pixels that could be compared, 0 to 1.</source>
      <translation>Part estimée d’étiquettes fausses parmi les pixels qui ont pu être comparés, de 0 à 1.</translation>
    </message>
    <message>
      <source>Share of the compared pixels that are flagged, 0 to 1.</source>
      <translation>Part des pixels comparés qui sont signalés, de 0 à 1.</translation>
    </message>
    <message>
      <source>Labelled pixels that could be compared.</source>
      <translation>Pixels étiquetés qui ont pu être comparés.</translation>
    </message>
    <message>
      <source>Checks a model folder before it is used: reads its card, compares the checksums of its files, builds the network and lets it predict one tile.</source>
      <translation>Contrôle un dossier de modèle avant son utilisation : lit sa fiche, compare les sommes de contrôle de ses fichiers, construit le réseau et lui fait prédire une tuile.</translation>
    </message>
    <message>
      <source>The report names the bands the model wants, its classes, its licence, the figures its makers measured on held-out places, and how fast it runs on this computer. Nothing in the folder is executed: weights are read as plain numbers.</source>
      <translation>Le rapport indique les bandes que demande le modèle, ses classes, sa licence, les chiffres que ses auteurs ont mesurés en des lieux réservés, et sa vitesse sur cet ordinateur. Rien dans le dossier n’est exécuté : les poids sont lus comme de simples nombres.</translation>
    </message>
    <message>
      <source>Model folder with model.json (the card), model.safetensors (the weights) and config.json (the network).</source>
      <translation>Dossier de modèle avec model.json (la fiche), model.safetensors (les poids) et config.json (le réseau).</translation>
    </message>
    <message>
      <source>Where the network runs: auto takes a graphics card if there is one.</source>
      <translation>Où calcule le réseau : auto prend une carte graphique s’il y en a une.</translation>
    </message>
    <message>
      <source>What was found, as a JSON file.</source>
      <translation>Ce qui a été trouvé, en fichier JSON.</translation>
    </message>
    <message>
      <source>Number of bands the model wants.</source>
      <translation>Nombre de bandes que demande le modèle.</translation>
    </message>
    <message>
      <source>Number of classes it predicts; a theme's class 'other' counts.</source>
      <translation>Nombre de classes qu’il prédit ; la classe « other » d’un thème compte.</translation>
    </message>
    <message>
      <source>Thousands of pixels per second inside the network, from one tile.</source>
      <translation>Milliers de pixels par seconde dans le réseau, mesurés sur une tuile.</translation>
    </message>
    <message>
      <source>Classifies one dated image: one model of all classes, or several models of one theme each (for example vegetation, buildings, water), which are combined into one distribution of class probabilities per pixel (Fonteix et al. 2021, section 2.2).</source>
      <translation>Classe une image datée : avec un modèle de toutes les classes, ou avec plusieurs modèles d’un thème chacun (par exemple végétation, bâtiments, eau), combinés pour chaque pixel en une distribution des probabilités de classes (Fonteix et al. 2021, section 2.2).</translation>
    </message>
    <message>
      <source>The image's bands are found by name, common name or wavelength, never by their order, and its numbers are turned into reflectance with what the file says of them. Overlapping tiles are blended, so that no seams appear and memory does not grow with the image's height.</source>
      <translation>Les bandes de l’image sont trouvées par nom, nom usuel ou longueur d’onde, jamais par leur ordre, et ses nombres sont convertis en réflectance d’après ce que le fichier en dit. Les tuiles qui se recouvrent sont fondues, de sorte qu’aucun raccord n’apparaît et que la mémoire ne croît pas avec la hauteur de l’image.</translation>
    </message>
    <message>
      <source>A run that was cancelled or killed leaves finished rows in hidden files beside its results. The next run with the same image, models and settings goes on from there and makes the same files; one of anything else discards them.</source>
      <translation>Une exécution annulée ou interrompue laisse les lignes terminées dans des fichiers cachés à côté de ses résultats. L’exécution suivante avec les mêmes image, modèles et réglages continue de là et produit les mêmes fichiers ; avec autre chose, elle les supprime.</translation>
    </message>
    <message>
      <source>Image of one date: a raster, or a Sentinel-2 product as downloaded (its zip, or the file MTD_MSIL1C.xml or MTD_MSIL2A.xml in its folder). Its bands should carry descriptions such as B02 or blue; otherwise name them under BANDS.</source>
      <translation>Image d’une date : un raster, ou un produit Sentinel-2 tel que téléchargé (son zip, ou le fichier MTD_MSIL1C.xml ou MTD_MSIL2A.xml dans son dossier). Ses bandes devraient porter des descriptions comme B02 ou blue ; sinon, nommez-les sous BANDS.</translation>
    </message>
    <message>
      <source>Model folders: one model of all classes, or one model per theme. Each theme's model needs a class 'other', and no class may occur in two of them; ENSEMBLE lets several models share the classes of one.</source>
      <translation>Dossiers de modèles : un modèle de toutes les classes, ou un modèle par thème. Le modèle de chaque thème a besoin d’une classe « other », et aucune classe ne peut figurer dans deux d’entre eux ; ENSEMBLE permet à plusieurs modèles de partager les classes d’un seul.</translation>
    </message>
    <message>
      <source>What is not clear becomes nodata. A Sentinel-2 scene classification (its name or description says SCL; classes 0, 1, 3, 8, 9, 10, 11 and 12 and up are not clear), a cloud probability (prob; cloudy from 40 %), or a cloud mask (cloudy where it is not 0). Resampled to the image. Without one, the image's own band SCL, if it has one; for an L1C image of Sentinel-2 with all the bands that the cloud detector s2cloudless needs, B10 among them, or an L1C product, what that tells of clouds. It tells no shadows and no snow.</source>
      <translation>Ce qui n’est pas dégagé devient nodata. Une classification de scène Sentinel-2 (son nom ou sa description contient SCL ; les classes 0, 1, 3, 8, 9, 10, 11 et à partir de 12 ne sont pas dégagées), une probabilité de nuage (prob ; nuageux à partir de 40 %) ou un masque de nuages (nuageux là où il n’est pas 0). Rééchantillonné sur l’image. Sans masque : la bande SCL de l’image elle-même, si elle en a une ; pour une image L1C de Sentinel-2 avec toutes les bandes dont le détecteur de nuages s2cloudless a besoin, dont B10, ou un produit L1C, ce que celui-ci dit des nuages. Il n’indique ni ombres ni neige.</translation>
    </message>
    <message>
      <source>Only this part is classified. The results lie on the image's grid, cut to the pixels that the extent touches, and are the same there as without it.</source>
      <translation>Seule cette partie est classée. Les résultats sont sur la grille de l’image, découpés aux pixels que l’emprise touche, et y sont les mêmes que sans elle.</translation>
    </message>
    <message>
      <source>Polygons in any CRS; only pixels whose centre they cover are classified, the others are nodata. Without EXTENT the results are cut to the part of the image that the polygons touch.</source>
      <translation>Polygones dans n’importe quel SCR ; seuls les pixels dont ils couvrent le centre sont classés, les autres sont nodata. Sans EXTENT, les résultats sont découpés à la partie de l’image que les polygones touchent.</translation>
    </message>
    <message>
      <source>In place of the date that the image tells in its metadata or, failing that, in its name, such as 2023-08-10 or 20230810. The results carry it.</source>
      <translation>À la place de la date que l’image indique dans ses métadonnées ou, à défaut, dans son nom, par exemple 2023-08-10 ou 20230810. Les résultats la portent.</translation>
    </message>
    <message>
      <source>Names of the image's bands in order, separated by commas, for example B02,B03,B04,B08; they replace the descriptions in the file.</source>
      <translation>Noms des bandes de l’image dans l’ordre, séparés par des virgules, par exemple B02,B03,B04,B08 ; ils remplacent les descriptions du fichier.</translation>
    </message>
    <message>
      <source>Stored number that means reflectance 1, for example 10000 or 255. Used only where the file does not say it itself; 16-bit integers without it are taken as reflectance x 10000.</source>
      <translation>Nombre enregistré qui signifie une réflectance de 1, par exemple 10000 ou 255. Utilisé seulement là où le fichier ne le dit pas lui-même ; sans cela, les entiers de 16 bits sont pris pour la réflectance x 10000.</translation>
    </message>
    <message>
      <source>Added to the stored number before it is divided by the scale, for example -1000 for Sentinel-2 products of processing baseline 04.00 and later. Used only where the file does not say it itself.</source>
      <translation>Ajouté au nombre enregistré avant sa division par l’échelle, par exemple -1000 pour les produits Sentinel-2 à partir de la processing baseline 04.00. Utilisé seulement là où le fichier ne le dit pas lui-même.</translation>
    </message>
    <message>
      <source>Pixels of the image by which the mask grows.</source>
      <translation>Nombre de pixels de l’image dont le masque est dilaté.</translation>
    </message>
    <message>
      <source>In glacial zones snow (SCL class 11) is clear; masks that tell no snow stay as they are.</source>
      <translation>Dans les zones glaciaires, la neige (classe SCL 11) compte comme dégagée ; les masques qui n’indiquent pas la neige restent tels quels.</translation>
    </message>
    <message>
      <source>Class, by name or id, of what no theme claims. Used only with models that have a class 'other'.</source>
      <translation>Classe, par nom ou numéro, de ce qu’aucun thème ne revendique. Utilisée seulement avec des modèles qui ont une classe « other ».</translation>
    </message>
    <message>
      <source>Where the networks run: auto takes a graphics card if there is one. When its memory is too small, smaller batches and then the processor are used.</source>
      <translation>Où calculent les réseaux : auto prend une carte graphique s’il y en a une. Quand sa mémoire est trop petite, des lots plus petits puis le processeur sont utilisés.</translation>
    </message>
    <message>
      <source>What runs the networks. auto tries those that are there on tiles of the image, takes the fastest one whose labels are those of float32 on at least 99.9 % of the pixels, remembers it for the model and this computer, and says so; jobs of few tiles try nothing. torch, onnxruntime and openvino compute in float32, the others in what their name says. OpenVINO is an optional package; graphics cards are used by torch only, and float16 only there. The maps tell what ran.</source>
      <translation>Ce qui exécute les réseaux. auto essaie ceux qui sont présents sur des tuiles de l’image, prend le plus rapide dont les classes sont celles de float32 sur au moins 99,9 % des pixels, le retient pour le modèle et cet ordinateur, et le dit ; avec peu de tuiles, rien n’est essayé. torch, onnxruntime et openvino calculent en float32, les autres dans ce que dit leur nom. OpenVINO est un paquet facultatif ; seul torch utilise les cartes graphiques, et float16 seulement là. Les cartes indiquent ce qui a calculé.</translation>
    </message>
    <message>
      <source>Tiles that go through a network at once; 0 is one on the processor, and what fits its memory on a graphics card. The result does not depend on it.</source>
      <translation>Tuiles qui passent à la fois par un réseau ; 0 en prend une sur le processeur, et ce que contient sa mémoire sur une carte graphique. Le résultat n’en dépend pas.</translation>
    </message>
    <message>
      <source>Test-time augmentation: each tile is classified mirrored and turned as well, and the probabilities are averaged. flips: 4 positions, 4 times the time; flips and rotations: 8. It takes some of the chance out of a network, gains little, and changes nothing where every pixel is judged alone. Networks that are trained in the same run do without it.</source>
      <translation>Augmentation à la prédiction : chaque tuile est aussi classée retournée et tournée, et la moyenne des probabilités est prise. flips : 4 positions, 4 fois le temps ; flips and rotations : 8. Cela ôte à un réseau une part de hasard, apporte peu, et ne change rien là où chaque pixel est jugé seul. Les réseaux entraînés dans la même exécution s’en passent.</translation>
    </message>
    <message>
      <source>Models of the same classes count as one, whose probabilities are the mean of theirs; each theme may have several. They may want different bands and tiles. Trained apart, with other seeds or on other folds, their mistakes differ in part, and the mean is right a little more often than one of them on land like that which taught them; on other land it need not be. n models cost n times the time.</source>
      <translation>Les modèles des mêmes classes comptent comme un seul, dont les probabilités sont la moyenne des leurs ; chaque thème peut en avoir plusieurs. Ils peuvent demander des bandes et des tuiles différentes. Entraînés séparément, avec d’autres graines ou sur d’autres plis, leurs erreurs diffèrent en partie, et la moyenne a un peu plus souvent raison que l’un d’eux sur un terrain semblable à celui de leur apprentissage ; ailleurs, ce n’est pas certain. n modèles coûtent n fois le temps.</translation>
    </message>
    <message>
      <source>Address of a Dask scheduler, as host:port, whose workers predict; empty for this computer alone. They read image, masks, areas and models themselves, from storage that all computers see under the same paths or by GDAL's /vsi names; the results are written here and are those of one computer. A scheduler is started by python -m distributed.cli.dask_scheduler, a worker by python surecover/core/engine worker HOST:PORT on each computer that shall help.</source>
      <translation>Adresse d’un ordonnanceur Dask, sous la forme hôte:port, dont les processus prédisent ; vide pour cet ordinateur seul. Ils lisent eux-mêmes image, masques, zones et modèles, depuis un stockage que tous les ordinateurs voient sous les mêmes chemins ou par les noms /vsi de GDAL ; les résultats sont écrits ici et sont ceux d’un seul ordinateur. Un ordonnanceur est démarré par python -m distributed.cli.dask_scheduler, un processus par python surecover/core/engine worker HOST:PORT sur chaque ordinateur qui doit aider.</translation>
    </message>
    <message>
      <source>One band per class, in ascending order of class id, 0 to 1, nodata where nothing was observed or not clear. They sum to 1.</source>
      <translation>Une bande par classe, par ordre croissant de numéro de classe, de 0 à 1, nodata là où rien n’a été observé ou n’était dégagé. Leur somme est 1.</translation>
    </message>
    <message>
      <source>The most probable class of each pixel; 0 is nodata.</source>
      <translation>La classe la plus probable de chaque pixel ; 0 est nodata.</translation>
    </message>
    <message>
      <source>How unlike everything that taught the model each clear pixel is: the share of training pixels that are more typical, 0 typical to 1 unlike. For models that tell what taught them, as those of Train do; of several models the one to which a pixel is least alike counts.</source>
      <translation>À quel point chaque pixel dégagé diffère de tout ce dont le modèle a appris : la part des pixels d’apprentissage qui sont plus typiques, 0 typique à 1 différent. Pour les modèles qui indiquent de quoi ils ont appris, comme ceux d'« Entraîner un modèle » ; de plusieurs modèles, celui auquel un pixel ressemble le moins compte.</translation>
    </message>
    <message>
      <source>Groups the pixels of a mosaic into spectrally similar clusters by k-means; the correction uses them to tell whether a pixel looks like those that the external map confirms (Fonteix et al. 2021, section 2.3).</source>
      <translation>Regroupe les pixels d’une mosaïque par k-moyennes en groupes spectralement semblables ; la correction s’en sert pour dire si un pixel ressemble à ceux que confirme la carte externe (Fonteix et al. 2021, section 2.3).</translation>
    </message>
    <message>
      <source>Bands are standardised, the clusters are fitted on 100,000 pixels drawn from all over the mosaic (k-means++ and at most 50 steps), and every pixel gets its nearest cluster exactly. The mosaic is read twice, by windows, so memory does not grow with its size. The same seed gives the same result on any number of cores.</source>
      <translation>Les bandes sont standardisées, les groupes ajustés sur 100 000 pixels tirés de toute la mosaïque (k-means++ et au plus 50 pas), et chaque pixel reçoit exactement son groupe le plus proche. La mosaïque est lue deux fois, par fenêtres ; la mémoire ne croît donc pas avec sa taille. La même graine donne le même résultat quel que soit le nombre de cœurs.</translation>
    </message>
    <message>
      <source>Mosaic whose bands are used, all but a scene classification (SCL).</source>
      <translation>Mosaïque dont les bandes sont utilisées, toutes sauf une classification de scène (SCL).</translation>
    </message>
    <message>
      <source>Number of clusters, 2 to 255. Where the mosaic has fewer distinct pixels there are fewer clusters.</source>
      <translation>Nombre de groupes, de 2 à 255. Si la mosaïque a moins de pixels distincts, il y a moins de groupes.</translation>
    </message>
    <message>
      <source>Start of the random numbers that draw the sample and place the first clusters.</source>
      <translation>Début des nombres aléatoires qui tirent l’échantillon et placent les premiers groupes.</translation>
    </message>
    <message>
      <source>Address of a Dask scheduler, as host:port, whose workers draw the sample and assign the pixels; empty for this computer alone. They read the mosaic themselves, from storage that all computers see under the same path or by GDAL's /vsi names; the result is that of one computer. A scheduler is started by python -m distributed.cli.dask_scheduler, a worker by python surecover/core/engine worker HOST:PORT on each computer that shall help.</source>
      <translation>Adresse d’un ordonnanceur Dask, sous la forme hôte:port, dont les processus tirent l’échantillon et affectent les pixels ; vide pour cet ordinateur seul. Ils lisent eux-mêmes la mosaïque, depuis un stockage que tous les ordinateurs voient sous le même chemin ou par les noms /vsi de GDAL ; le résultat est celui d’un seul ordinateur. Un ordonnanceur est démarré par python -m distributed.cli.dask_scheduler, un processus par python surecover/core/engine worker HOST:PORT sur chaque ordinateur qui doit aider.</translation>
    </message>
    <message>
      <source>Cluster index 1 to K of each pixel, in ascending order of the first band; 0 where any band is nodata.</source>
      <translation>Numéro de groupe de 1 à K de chaque pixel, par ordre croissant de la première bande ; 0 là où une bande est nodata.</translation>
    </message>
    <message>
      <source>Number of clusters found.</source>
      <translation>Nombre de groupes trouvés.</translation>
    </message>
    <message>
      <source>Tells where a model may be used. Most failures of a model come from using it where the land looks different from the land that taught it. Training areas and target areas are seen as the model sees them, and every target gets a plain verdict, such as: 62 % of this area looks like nothing in training.</source>
      <translation>Indique où un modèle est utilisable. La plupart des échecs d’un modèle viennent de son emploi là où le terrain ne ressemble pas à celui de son apprentissage. Les zones d’apprentissage et les zones cibles sont vues comme le modèle les voit, et chaque cible reçoit un verdict clair, par exemple : 62 % de cette zone ne ressemblent à rien de l’apprentissage.</translation>
    </message>
    <message>
      <source>Small patches of each area become features by the model's own encoder, with mean and deviation of each band. All patches are laid out in a plane so that those that look alike lie together (t-SNE); the region of each area (one-class SVM) and how much regions overlap (IoU, IoT) are drawn and tabulated, after Castillo-Navarro et al. 2022. The verdict is taken from the features themselves, since the plane distorts distances.</source>
      <translation>De petites imagettes de chaque zone deviennent des caractéristiques par l’encodeur du modèle lui-même, avec moyenne et écart type de chaque bande. Toutes les imagettes sont disposées dans un plan, de sorte que celles qui se ressemblent soient proches (t-SNE) ; la région de chaque zone (SVM à une classe) et le recouvrement des régions (IoU, IoT) sont dessinés et mis en table, d’après Castillo-Navarro et al. 2022. Le verdict vient des caractéristiques elles-mêmes, car le plan déforme les distances.</translation>
    </message>
    <message>
      <source>With labels the classes of each area are shown too. From both follows a suggestion which areas to label, which to keep unlabelled and which to test on.</source>
      <translation>Avec des étiquettes, les classes de chaque zone sont montrées aussi. Des deux découle une suggestion : quelles zones étiqueter, lesquelles garder sans étiquettes et sur lesquelles tester.</translation>
    </message>
    <message>
      <source>One image per training area: what the model learned from, or may learn from. Rasters or Sentinel-2 products as downloaded, with the bands that the model wants.</source>
      <translation>Une image par zone d’apprentissage : ce dont le modèle a appris, ou peut apprendre. Rasters ou produits Sentinel-2 tels que téléchargés, avec les bandes que demande le modèle.</translation>
    </message>
    <message>
      <source>One image per area where the model is to be used.</source>
      <translation>Une image par zone où le modèle doit être utilisé.</translation>
    </message>
    <message>
      <source>Folder of the model through whose eyes the areas are compared; it is read only. Any model that takes the images' bands will do, but the verdict is about this one.</source>
      <translation>Dossier du modèle par les yeux duquel les zones sont comparées ; il est seulement lu. Tout modèle qui accepte les bandes des images convient, mais le verdict vaut pour celui-ci.</translation>
    </message>
    <message>
      <source>A map or a vector layer of classes that covers some of the areas, in any CRS. Areas that it does not cover count as not labelled.</source>
      <translation>Une carte ou une couche vecteur de classes qui couvre certaines des zones, dans n’importe quel SCR. Les zones qu’elle ne couvre pas comptent comme non étiquetées.</translation>
    </message>
    <message>
      <source>One cloud mask per training area, in the same order. Without them an image's own scene classification is used, if it has one; else all pixels count as clear, and clouds look like nothing in training.</source>
      <translation>Un masque de nuages par zone d’apprentissage, dans le même ordre. Sans eux, la classification de scène d’une image est utilisée si elle en a une ; sinon tous les pixels comptent comme dégagés, et les nuages ne ressemblent à rien de l’apprentissage.</translation>
    </message>
    <message>
      <source>The same for the target areas.</source>
      <translation>De même pour les zones cibles.</translation>
    </message>
    <message>
      <source>Side of the squares that are compared. Smaller ones give more patches of small areas, larger ones see more of the pattern of the land.</source>
      <translation>Côté des carrés qui sont comparés. Plus petits, ils donnent plus d’imagettes de petites zones ; plus grands, ils voient davantage du motif du paysage.</translation>
    </message>
    <message>
      <source>The comparison as one page that needs nothing else: verdicts, the picture of what the areas look like, the overlaps as heat maps, classes by area, the suggested split.</source>
      <translation>La comparaison en une seule page autonome : verdicts, figure de l’aspect des zones, recouvrements en cartes de chaleur, classes par zone, répartition suggérée.</translation>
    </message>
    <message>
      <source>The same for programs: areas (patches, classes, outline of the region in the plane), verdicts (outside, level, sentence), iou and iot (rows are the training areas and, last, all of them; columns the targets), split, embedding (number of the area, x, y of each patch).</source>
      <translation>La même pour les programmes : areas (imagettes, classes, contour de la région dans le plan), verdicts (outside, level, sentence), iou et iot (les lignes sont les zones d’apprentissage et, en dernier, toutes ensemble ; les colonnes les cibles), split, embedding (numéro de la zone, x, y de chaque imagette).</translation>
    </message>
    <message>
      <source>For the first target area: how unlike the training areas each clear pixel is, 0 to 1: the share of training pixels that look more typical. Near 1 over wide land means that the model has not seen such colours; land that is only darker hardly shows here, but in the verdict. -1 is nodata. For other targets run again with another one first.</source>
      <translation>Pour la première zone cible : à quel point chaque pixel dégagé diffère des zones d’apprentissage, de 0 à 1 : la part des pixels d’apprentissage qui ont l’air plus typiques. Près de 1 sur de vastes terrains, le modèle n’a pas vu de telles couleurs ; un terrain seulement plus sombre se voit à peine ici, mais dans le verdict. -1 est nodata. Pour d’autres cibles, relancez avec une autre en premier.</translation>
    </message>
    <message>
      <source>Largest share of a target area, 0 to 1, that looks like nothing in training.</source>
      <translation>Plus grande part d’une zone cible, de 0 à 1, qui ne ressemble à rien de l’apprentissage.</translation>
    </message>
    <message>
      <source>Smallest share, 0 to 1, of what a target area looks like that all training areas together cover.</source>
      <translation>Plus petite part, de 0 à 1, de l’aspect d’une zone cible que couvrent ensemble toutes les zones d’apprentissage.</translation>
    </message>
    <message>
      <source>Estimates, for every pixel of a class map, the probability that its class is right, from all that is known of it: the probabilities of the classes, the agreement of the dates, the agreement with the external map, the evidence of the correction, and the class itself. Give what you have; the more, the better.</source>
      <translation>Estime, pour chaque pixel d’une carte des classes, la probabilité que sa classe soit juste, d’après tout ce qu’on en sait : les probabilités des classes, l’accord des dates, l’accord avec la carte externe, la justification de la correction et la classe elle-même. Donnez ce que vous avez ; plus il y en a, mieux c’est.</translation>
    </message>
    <message>
      <source>With a reference (a map, polygons or labelled points), the confidence is fitted to it. It never falls where a piece of evidence becomes stronger. Before it is used it is judged on blocks of land that it was not fitted to: how well it finds errors, beside the largest probability and the other pieces of evidence, and how true its numbers are. Where all evidence together does no better there than the probability alone, the probability alone is used.</source>
      <translation>Avec une référence (une carte, des polygones ou des points étiquetés), la confiance y est ajustée. Elle ne baisse jamais là où un indice devient plus fort. Avant d’être utilisée, elle est jugée sur des blocs de terrain où elle n’a pas été ajustée : à quel point elle trouve les erreurs, à côté de la probabilité maximale et des autres indices, et à quel point ses nombres sont vrais. Là où tous les indices ensemble n’y font pas mieux que la probabilité seule, la probabilité seule est utilisée.</translation>
    </message>
    <message>
      <source>What was fitted can be saved and carried over to other maps of the same classes. Without a reference and without a fitted file, the probability and the external map tell it, as Correct does if it is asked for the same way (CONFIDENCE_BY): honest only if the classification did not learn from the external map at these pixels.</source>
      <translation>Ce qui a été ajusté peut être enregistré et repris pour d’autres cartes des mêmes classes. Sans référence et sans fichier ajusté, la probabilité et la carte externe la donnent, comme « Corriger avec une carte externe » le fait si on le lui demande de la même façon (CONFIDENCE_BY) : honnête seulement si la classification n’a pas appris de la carte externe à ces pixels.</translation>
    </message>
    <message>
      <source>The class map, usually the corrected one. Its grid is the grid of the confidence.</source>
      <translation>La carte des classes, d’ordinaire la carte corrigée. Sa grille est celle de la confiance.</translation>
    </message>
    <message>
      <source>The probabilities that Fuse wrote, one band a class; or those that Correct wrote, if it used the clusters as evidence.</source>
      <translation>Les probabilités écrites par « Fusionner les dates », une bande par classe ; ou celles écrites par « Corriger avec une carte externe », si les groupes y ont servi d’indices.</translation>
    </message>
    <message>
      <source>The agreement of the dates that Fuse wrote.</source>
      <translation>L’accord des dates écrit par « Fusionner les dates ».</translation>
    </message>
    <message>
      <source>The external map in the classes of the map, as Harmonise writes it. A class that it shows nowhere is neither confirmed nor doubted by it.</source>
      <translation>La carte externe dans les classes de la carte, telle que l’écrit « Harmoniser une carte externe ». Une classe qu’elle ne montre nulle part n’est ni confirmée ni mise en doute par elle.</translation>
    </message>
    <message>
      <source>The evidence that Correct wrote.</source>
      <translation>La justification écrite par « Corriger avec une carte externe ».</translation>
    </message>
    <message>
      <source>What is true: a class map, polygons, or labelled points. A class above or below that of the map does not contradict it. Needed are 50 pixels with a class, 5 of them right and 5 wrong; of many, 100 000 spread evenly are used. On its own pixels the fitted layer has seen the answer: judge it by the figures of the land held out.</source>
      <translation>Ce qui est vrai : une carte des classes, des polygones ou des points étiquetés. Une classe au-dessus ou au-dessous de celle de la carte ne la contredit pas. Il faut 50 pixels ayant une classe, dont 5 justes et 5 faux ; s’il y en a beaucoup, 100 000 répartis régulièrement sont utilisés. Sur ses propres pixels, la couche ajustée a vu la réponse : jugez-la d’après les chiffres du terrain réservé.</translation>
    </message>
    <message>
      <source>A fitted confidence of another map to carry over to this one. It needs the same pieces of evidence; classes that it does not know count as average ones. How well it does here cannot be told without a reference here.</source>
      <translation>Une confiance ajustée d’une autre carte, à reprendre pour celle-ci. Elle a besoin des mêmes indices ; les classes qu’elle ne connaît pas comptent comme moyennes. Sans référence ici, on ne peut pas dire ce qu’elle vaut ici.</translation>
    </message>
    <message>
      <source>How the confidence is estimated where neither a reference nor a fitted file is given. odds, the default here and in Produce: the probability, raised where the external map agrees and lowered where it does not, as far as its word has weight here; finds errors better where the external map is coarse or old, as most are. isotonic, the default of Correct: how often the external map confirms the class at pixels of this probability; good where the external map is better than the classification, because then it measures this. Without an external map it is the probability itself.</source>
      <translation>Comment la confiance est estimée quand ni référence ni fichier ajusté n’est donné. odds, par défaut ici et dans « Produire une carte d’occupation du sol » : la probabilité, relevée là où la carte externe concorde et abaissée là où elle ne concorde pas, autant que son avis a du poids ici ; trouve mieux les erreurs là où la carte externe est peu détaillée ou ancienne, comme la plupart. isotonic, par défaut dans « Corriger avec une carte externe » : à quelle fréquence la carte externe confirme la classe aux pixels de cette probabilité ; bon là où la carte externe est meilleure que la classification, car c’est alors ce qu’elle mesure. Sans carte externe, c’est la probabilité elle-même.</translation>
    </message>
    <message>
      <source>Decides which reference pixels are used and how blocks are drawn. The same seed gives the same result.</source>
      <translation>Décide quels pixels de référence sont utilisés et comment les blocs sont tirés. La même graine donne le même résultat.</translation>
    </message>
    <message>
      <source>The probability that the class is right, 0 to 1; nodata where there is no class or a piece of evidence is missing.</source>
      <translation>La probabilité que la classe soit juste, de 0 à 1 ; nodata là où il n’y a pas de classe ou qu’un indice manque.</translation>
    </message>
    <message>
      <source>What was fitted, as JSON that can be read and carried over: the effect of each piece of evidence, what it was fitted to, and the figures of the land held out.</source>
      <translation>Ce qui a été ajusté, en JSON lisible et réutilisable : l’effet de chaque indice, ce sur quoi il a été ajusté, et les chiffres du terrain réservé.</translation>
    </message>
    <message>
      <source>How often a right pixel has a higher confidence than a wrong one, on land held out; 0.5 is chance, 1 perfect.</source>
      <translation>À quelle fréquence un pixel juste a une confiance plus élevée qu’un pixel faux, sur un terrain réservé ; 0,5 est le hasard, 1 la perfection.</translation>
    </message>
    <message>
      <source>The same for the largest probability on the same pixels.</source>
      <translation>De même pour la probabilité maximale aux mêmes pixels.</translation>
    </message>
    <message>
      <source>Expected calibration error on land held out: how far confidence is from the share of right pixels, on average, 0 to 1.</source>
      <translation>Erreur de calibration attendue sur un terrain réservé : écart moyen entre la confiance et la part de pixels justes, de 0 à 1.</translation>
    </message>
    <message>
      <source>Corrects a land-cover map with the help of an older or coarser one, and says for every pixel how far it can be trusted and why (method: Fonteix et al. 2021).</source>
      <translation>Corrige une carte d’occupation du sol à l’aide d’une carte plus ancienne ou moins détaillée, et dit pour chaque pixel jusqu’où on peut s’y fier et pourquoi (méthode : Fonteix et al. 2021).</translation>
    </message>
    <message>
      <source>Each class is looked at on its own. Where the class map and the external map agree, the pixel is reliable, and the agreeing areas show which clusters of the mosaic the class consists of. Every other pixel of the class is judged by its cluster: connected to an agreeing area it is accepted if its cluster occurs there, else rejected and given the next probable class; away from all agreeing areas it is kept, with a reliability that tells whether some agreeing area nearby looks like it.</source>
      <translation>Chaque classe est considérée séparément. Là où la carte des classes et la carte externe concordent, le pixel est fiable, et les surfaces concordantes montrent de quels groupes de la mosaïque la classe se compose. Tout autre pixel de la classe est jugé d’après son groupe : relié à une surface concordante, il est accepté si son groupe y apparaît, sinon rejeté et doté de la classe suivante la plus probable ; à l’écart de toute surface concordante, il est conservé, avec une fiabilité qui dit si une surface concordante proche lui ressemble.</translation>
    </message>
    <message>
      <source>Reliability: 1 high, 2 medium, 3 low, 0 not assessed.</source>
      <translation>Fiabilité : 1 élevée, 2 moyenne, 3 faible, 0 non évaluée.</translation>
    </message>
    <message>
      <source>Evidence, the reason: 1 the external map agrees (high). 2 accepted, because it is connected to an agreeing area and looks like it (high). 3 away from agreeing areas, but one nearby looks like it (medium). 4 away from agreeing areas and unlike those nearby; kept (low). 5 rejected and given another class (low), or none where there are no probabilities (not assessed). 6 looks different, but keeps a river in one piece (low). 7 the class was not compared with the external map (not assessed). 8 looks different, but its class stayed the most probable one (low). 9 reviewed by a person.</source>
      <translation>Justification, la raison : 1 la carte externe concorde (élevée). 2 accepté, car relié à une surface concordante et semblable à elle (élevée). 3 à l’écart des surfaces concordantes, mais l’une d’elles, proche, lui ressemble (moyenne). 4 à l’écart des surfaces concordantes et différent de celles qui sont proches ; conservé (faible). 5 rejeté et doté d’une autre classe (faible), ou d’aucune s’il n’y a pas de probabilités (non évaluée). 6 d’aspect différent, mais garde une rivière d’un seul tenant (faible). 7 la classe n’a pas été comparée à la carte externe (non évaluée). 8 d’aspect différent, mais sa classe est restée la plus probable (faible). 9 vérifié par une personne.</translation>
    </message>
    <message>
      <source>All inputs are brought to the grid of the class map, which may have any size: the maps are seen in blocks, and what has to be known of other blocks stands in tables. For the time of the run the disk of the results holds copies of the maps, 5 bytes a pixel, 7 with a confidence (more where class ids exceed 255), and in the end each result twice while it is laid out.</source>
      <translation>Toutes les entrées sont ramenées à la grille de la carte des classes, qui peut avoir n’importe quelle taille : les cartes sont vues par blocs, et ce qu’il faut savoir des autres blocs est gardé dans des tables. Pendant l’exécution, le disque des résultats contient des copies des cartes, 5 octets par pixel, 7 avec une confiance (davantage si des numéros de classe dépassent 255), et à la fin chaque résultat en double pendant sa mise en forme.</translation>
    </message>
    <message>
      <source>The map to correct, as Fuse writes it: one band of class ids, 0 where there is no class.</source>
      <translation>La carte à corriger, telle que l’écrit « Fusionner les dates » : une bande de numéros de classe, 0 là où il n’y a pas de classe.</translation>
    </message>
    <message>
      <source>The older or coarser map, in the class scheme of the class map (see Harmonise). 0 where it says nothing. It may hold broader classes of the scheme: open land confirms grass.</source>
      <translation>La carte plus ancienne ou moins détaillée, dans la nomenclature de la carte des classes (voir « Harmoniser une carte externe »). 0 là où elle ne dit rien. Elle peut contenir des classes plus larges de la nomenclature : un milieu ouvert confirme l’herbe.</translation>
    </message>
    <message>
      <source>Cluster of each pixel of the mosaic, 1 to 255, as Cluster writes it; 0 where the mosaic has no data.</source>
      <translation>Groupe de chaque pixel de la mosaïque, de 1 à 255, tel que l’écrit « Groupes spectraux » ; 0 là où la mosaïque est sans données.</translation>
    </message>
    <message>
      <source>The fused probabilities of the classes. They choose the new class of a rejected pixel and give the confidence; without them rejected pixels are left without a class.</source>
      <translation>Les probabilités fusionnées des classes. Elles choisissent la nouvelle classe d’un pixel rejeté et donnent la confiance ; sans elles, les pixels rejetés restent sans classe.</translation>
    </message>
    <message>
      <source>Share of dates that agree with the class map, as Fuse writes it. Used for the confidence when there are no probabilities.</source>
      <translation>Part des dates qui concordent avec la carte des classes, telle que l’écrit « Fusionner les dates ». Utilisée pour la confiance quand il n’y a pas de probabilités.</translation>
    </message>
    <message>
      <source>Class scheme of the class map and the external map: a built-in name such as basic6, or a file. Only needed where the files do not tell it.</source>
      <translation>Nomenclature de la carte des classes et de la carte externe : un nom intégré comme basic6, ou un fichier. Nécessaire seulement si les fichiers ne l’indiquent pas.</translation>
    </message>
    <message>
      <source>Names or ids of the classes to compare with the external map, separated by commas (by semicolons if a name holds a comma). Empty: every class that occurs in the external map here, itself or as a broader class.</source>
      <translation>Noms ou numéros des classes à comparer à la carte externe, séparés par des virgules (par des points-virgules si un nom contient une virgule). Vide : chaque classe qui apparaît ici dans la carte externe, elle-même ou comme classe plus large.</translation>
    </message>
    <message>
      <source>Whether pixels that touch only at a corner are connected: 8 yes, 4 no.</source>
      <translation>Si des pixels qui ne se touchent que par un coin sont reliés : 8 oui, 4 non.</translation>
    </message>
    <message>
      <source>Agreeing areas smaller than this stay reliable, but their clusters say nothing about other pixels.</source>
      <translation>Les surfaces concordantes plus petites restent fiables, mais leurs groupes ne disent rien des autres pixels.</translation>
    </message>
    <message>
      <source>A cluster speaks for the class if it covers at least this share of an agreeing area, in percent (and at least 2 pixels). Higher values reject more.</source>
      <translation>Un groupe plaide pour la classe s’il couvre au moins cette part d’une surface concordante, en pourcentage (et au moins 2 pixels). Des valeurs plus élevées rejettent davantage.</translation>
    </message>
    <message>
      <source>How far away an agreeing area may lie, in pixels, to speak for pixels that are not connected to any.</source>
      <translation>À quelle distance, en pixels, une surface concordante peut se trouver pour parler au nom de pixels qui ne sont reliés à aucune.</translation>
    </message>
    <message>
      <source>How far away an agreeing area may lie, in pixels, to speak for pixels that are connected to it. 0: any distance.</source>
      <translation>À quelle distance, en pixels, une surface concordante peut se trouver pour parler au nom de pixels qui lui sont reliés. 0 : toute distance.</translation>
    </message>
    <message>
      <source>The probability of a rejected class is multiplied by this before the most probable class is taken. 0 never keeps a rejected class; 1 always keeps the most probable class.</source>
      <translation>La probabilité d’une classe rejetée est multipliée par ce facteur avant que la classe la plus probable soit prise. 0 ne garde jamais une classe rejetée ; 1 garde toujours la classe la plus probable.</translation>
    </message>
    <message>
      <source>Classes whose parts are kept connected across rejected pixels, such as rivers; names or ids separated by commas. Empty: none.</source>
      <translation>Classes dont les parties sont gardées reliées à travers des pixels rejetés, comme les rivières ; noms ou numéros séparés par des virgules. Vide : aucune.</translation>
    </message>
    <message>
      <source>Longest gap, in rejected pixels, that is bridged for such a class. Time and memory grow with it: hundreds are fine, thousands are slow.</source>
      <translation>Plus longue lacune, en pixels rejetés, franchie pour une telle classe. Le temps et la mémoire croissent avec elle : des centaines passent bien, des milliers sont lents.</translation>
    </message>
    <message>
      <source>Pixels of one cluster look alike, so the others tell something of a pixel whose class is unsure. If this is on, each class's probability is weighed by how common the class is in the pixel's cluster, the classes are decided anew, and all that follows starts from them. It is done only where it demonstrably helps: where the external map, which had no part in it, is then better foretold than before.</source>
      <translation>Les pixels d’un groupe se ressemblent ; les autres disent donc quelque chose d’un pixel dont la classe est incertaine. Si cette option est activée, la probabilité de chaque classe est pondérée par la fréquence de la classe dans le groupe du pixel, les classes sont décidées à nouveau, et toute la suite part de là. Ce n’est fait que là où cela aide de façon démontrable : là où la carte externe, qui n’y a pas pris part, est ensuite mieux prédite qu’avant.</translation>
    </message>
    <message>
      <source>How the confidence is estimated. isotonic, the default of Correct: how often the external map confirms the class at pixels of this probability; good where the external map is better than the classification, because then it measures this. odds, the default of Produce and of Confidence: the probability, raised where the external map agrees and lowered where it does not, as far as its word has weight here; finds errors better where the external map is coarse or old, as most are.</source>
      <translation>Comment la confiance est estimée. isotonic, par défaut ici : à quelle fréquence la carte externe confirme la classe aux pixels de cette probabilité ; bon là où la carte externe est meilleure que la classification, car c’est alors ce qu’elle mesure. odds, par défaut dans « Produire une carte d’occupation du sol » et « Confiance d’après tous les indices » : la probabilité, relevée là où la carte externe concorde et abaissée là où elle ne concorde pas, autant que son avis a du poids ici ; trouve mieux les erreurs là où la carte externe est peu détaillée ou ancienne, comme la plupart.</translation>
    </message>
    <message>
      <source>About how much memory the correction may take, beyond the 400 MiB of the program itself. With less, blocks are smaller and it takes longer; the result is the same.</source>
      <translation>Mémoire que la correction peut prendre environ, au-delà des 400 Mio du programme lui-même. Avec moins, les blocs sont plus petits et c’est plus long ; le résultat est le même.</translation>
    </message>
    <message>
      <source>Address of a Dask scheduler, as host:port, whose workers judge the pixels and look for links that keep classes connected; empty for this computer alone. Blocks of the maps are sent to them, so that they need no files; the result is that of one computer. It pays with LOCAL_RADIUS, and with many fragments of classes to keep connected; other maps are corrected as fast by one computer. A scheduler is started by python -m distributed.cli.dask_scheduler, a worker by python surecover/core/engine worker HOST:PORT on each computer that shall help.</source>
      <translation>Adresse d’un ordonnanceur Dask, sous la forme hôte:port, dont les processus jugent les pixels et cherchent les liaisons qui gardent les classes d’un seul tenant ; vide pour cet ordinateur seul. Des blocs des cartes leur sont envoyés, ils n’ont donc pas besoin de fichiers ; le résultat est celui d’un seul ordinateur. Cela vaut la peine avec LOCAL_RADIUS, et avec beaucoup de fragments de classes à garder reliées ; les autres cartes sont corrigées aussi vite par un seul ordinateur. Un ordonnanceur est démarré par python -m distributed.cli.dask_scheduler, un processus par python surecover/core/engine worker HOST:PORT sur chaque ordinateur qui doit aider.</translation>
    </message>
    <message>
      <source>The corrected class map; 0 where there is no class.</source>
      <translation>La carte des classes corrigée ; 0 là où il n’y a pas de classe.</translation>
    </message>
    <message>
      <source>Reliability of each pixel: 1 high, 2 medium, 3 low, 0 not assessed or no class.</source>
      <translation>Fiabilité de chaque pixel : 1 élevée, 2 moyenne, 3 faible, 0 non évaluée ou sans classe.</translation>
    </message>
    <message>
      <source>Why each pixel has its class and its reliability: codes 1 to 9 as listed above, 0 where there is no class.</source>
      <translation>Pourquoi chaque pixel a sa classe et sa fiabilité : codes 1 à 9 comme indiqué ci-dessus, 0 là où il n’y a pas de classe.</translation>
    </message>
    <message>
      <source>The probabilities that were used: those given, with the clusters' evidence if that was heard.</source>
      <translation>Les probabilités qui ont été utilisées : celles données, avec l’indice des groupes s’il a été entendu.</translation>
    </message>
    <message>
      <source>Estimated probability, 0 to 1, that the class is right, without reference data: how often the external map confirms the class at pixels of this probability (for classes with fewer than 500 comparable pixels the probability itself), or by odds, see above. Only honest where the classification was not trained on this external map at these pixels.</source>
      <translation>Probabilité estimée, de 0 à 1, que la classe soit juste, sans données de référence : à quelle fréquence la carte externe confirme la classe aux pixels de cette probabilité (pour les classes de moins de 500 pixels comparables, la probabilité elle-même), ou par odds, voir ci-dessus. Honnête seulement là où la classification n’a pas été entraînée sur cette carte externe à ces pixels.</translation>
    </message>
    <message>
      <source>Confidence score: share of high reliability among the pixels of the checked classes. Missing if no pixel was assessed.</source>
      <translation>Score de confiance : part de fiabilité élevée parmi les pixels des classes contrôlées. Absent si aucun pixel n’a été évalué.</translation>
    </message>
    <message>
      <source>Pixels of the checked classes with high reliability.</source>
      <translation>Pixels des classes contrôlées dont la fiabilité est élevée.</translation>
    </message>
    <message>
      <source>Pixels of the checked classes with medium reliability.</source>
      <translation>Pixels des classes contrôlées dont la fiabilité est moyenne.</translation>
    </message>
    <message>
      <source>Pixels of the checked classes with low reliability.</source>
      <translation>Pixels des classes contrôlées dont la fiabilité est faible.</translation>
    </message>
    <message>
      <source>Learns from an old or coarse map of the place itself, without any model, so that the result can be compared with that map: no pixel is predicted by a network that saw the old map's class there. A network that had seen it would repeat the old map's mistakes, and the old map would confirm them.</source>
      <translation>Apprend d’une carte ancienne ou peu détaillée du lieu lui-même, sans aucun modèle, de façon que le résultat puisse être comparé à cette carte : aucun pixel n’est prédit par un réseau qui y a vu la classe de l’ancienne carte. Un réseau qui l’aurait vue répéterait les erreurs de l’ancienne carte, et l’ancienne carte les confirmerait.</translation>
    </message>
    <message>
      <source>The area is cut into contiguous blocks along the old map's own cells, dealt into folds. For each fold a network learns from the other folds, with a gap of as far as the network looks and no less than a cell of the old map; then every image is predicted, each fold by the network that did not learn there. One more network learns from everything and is kept as a model for next time.</source>
      <translation>La zone est découpée en blocs d’un seul tenant suivant les cellules de l’ancienne carte, répartis en plis. Pour chaque pli, un réseau apprend des autres plis, avec une marge aussi large que la vue du réseau et pas moins d’une cellule de l’ancienne carte ; puis chaque image est prédite, chaque pli par le réseau qui n’y a pas appris. Un réseau de plus apprend de tout et est conservé comme modèle pour la prochaine fois.</translation>
    </message>
    <message>
      <source>Produce a land-cover map does this by itself when no model is given. Here the steps can be chosen: fuse the probabilities with Fuse dates, then Correct with an external map.</source>
      <translation>« Produire une carte d’occupation du sol » le fait de soi-même quand aucun modèle n’est donné. Ici, les étapes peuvent être choisies : fusionner les probabilités avec « Fusionner les dates », puis « Corriger avec une carte externe ».</translation>
    </message>
    <message>
      <source>auto: a small U-Net whose depth follows from the size of the area. Otherwise as in Train a model, for example random_forest, which looks at every pixel alone.</source>
      <translation>auto : un petit U-Net dont la profondeur dépend de la taille de la zone. Sinon comme dans « Entraîner un modèle », par exemple random_forest, qui regarde chaque pixel seul.</translation>
    </message>
    <message>
      <source>How often the training sees the patches of an epoch; 0 chooses epochs and patches by the size of the area.</source>
      <translation>Combien de fois l’entraînement voit les imagettes d’une époque ; 0 choisit époques et imagettes selon la taille de la zone.</translation>
    </message>
    <message>
      <source>After so many epochs, and again and again, only those labels go on to teach that the network agrees with (Yu et al. 2021, who take 5), with rare classes protected; models of single pixels are refined once. 0 never does.</source>
      <translation>Après ce nombre d’époques, et encore et encore, seules continuent d’enseigner les étiquettes avec lesquelles le réseau est d’accord (Yu et al. 2021, qui prennent 5), les classes rares étant protégées ; les modèles de pixels isolés sont affinés une fois. 0 ne le fait jamais.</translation>
    </message>
    <message>
      <source>How the weights are changed: adam (Pollatos et al.), adamw, or sgd with momentum 0.9 (Yu et al. 2021).</source>
      <translation>Comment les poids sont changés : adam (Pollatos et al.), adamw, ou sgd avec un moment de 0,9 (Yu et al. 2021).</translation>
    </message>
    <message>
      <source>Number of parts that are predicted in turn by networks that learned from the others. More take longer and leave more to learn from.</source>
      <translation>Nombre de parties prédites tour à tour par des réseaux qui ont appris des autres. Davantage prend plus de temps et laisse plus à apprendre.</translation>
    </message>
    <message>
      <source>The old map as it was before it was brought to the images' grid: blocks follow its cells, and the gap is at least one of them. Needed if LABELS is such a resampled map; otherwise the labels' own cells count.</source>
      <translation>L’ancienne carte telle qu’elle était avant d’être ramenée à la grille des images : les blocs suivent ses cellules, et la marge est d’au moins une cellule. Nécessaire si LABELS est une telle carte rééchantillonnée ; sinon les cellules des étiquettes elles-mêmes comptent.</translation>
    </message>
    <message>
      <source>Names for the results, one per image, separated by commas; empty for the images' dates.</source>
      <translation>Noms pour les résultats, un par image, séparés par des virgules ; vide pour les dates des images.</translation>
    </message>
    <message>
      <source>Name of the model in lists.</source>
      <translation>Nom du modèle dans les listes.</translation>
    </message>
    <message>
      <source>Licence of the model, an SPDX name such as CC-BY-4.0. A model may be bound by the licences of its images and labels.</source>
      <translation>Licence du modèle, un nom SPDX comme CC-BY-4.0. Un modèle peut être lié par les licences de ses images et de ses étiquettes.</translation>
    </message>
    <message>
      <source>Folder with probabilities_ and map_ with the date of every image, as .tif, on the grid of the first one; where an image is not clear they are nodata.</source>
      <translation>Dossier avec probabilities_ et map_ suivis de la date de chaque image, en .tif, sur la grille de la première ; là où une image n’est pas dégagée, ils sont nodata.</translation>
    </message>
    <message>
      <source>Folder of the model that learned from everything; its card holds the figures of the folds. It has seen the old map everywhere: do not use it with the same old map at the same place where reliability matters.</source>
      <translation>Dossier du modèle qui a appris de tout ; sa fiche contient les chiffres des plis. Il a vu l’ancienne carte partout : ne l’utilisez pas avec la même ancienne carte au même lieu si la fiabilité importe.</translation>
    </message>
    <message>
      <source>Share of the labelled pixels whose predicted class does not contradict the old map, over all images.</source>
      <translation>Part des pixels étiquetés dont la classe prédite ne contredit pas l’ancienne carte, sur toutes les images.</translation>
    </message>
    <message>
      <source>Tells how well a model would predict land that it has not seen: the labelled land is dealt into folds, each fold is held out once while a new model learns from the others, and judged by that model. The figures are means over the folds, with their standard deviation, at each level of the classes (after Pollatos et al.).</source>
      <translation>Indique à quel point un modèle prédirait un terrain qu’il n’a pas vu : le terrain étiqueté est réparti en plis, chacun est réservé une fois pendant qu’un nouveau modèle apprend des autres, et jugé par ce modèle. Les chiffres sont des moyennes des plis, avec leur écart type, à chaque niveau des classes (d’après Pollatos et al.).</translation>
    </message>
    <message>
      <source>Each fold is contiguous land: your zones, or blocks of the image. Around the fold that is held out a gap teaches nothing, because neighbouring pixels resemble each other. Beside them stand random patches of the same land, which lie among those that were learned from: their figures are what to expect where labels are scattered all over the area, and too good for new land.</source>
      <translation>Chaque pli est un terrain d’un seul tenant : vos zones, ou des blocs de l’image. Autour du pli réservé, une marge n’enseigne rien, car les pixels voisins se ressemblent. À côté figurent des imagettes aléatoires du même terrain, placées parmi celles dont on a appris : leurs chiffres sont ceux à attendre là où des étiquettes sont dispersées sur toute la zone, et trop bons pour un nouveau terrain.</translation>
    </message>
    <message>
      <source>It takes as long as training once per fold, twice that with random patches. A run that was stopped or killed goes on where it stood when it is started again with the same settings; until then what it has finished stays beside HTML, or else JSON, in a folder with that name and .training at its end, which may be deleted. Without HTML and JSON nothing stays.</source>
      <translation>Cela dure un entraînement par pli, le double avec des imagettes aléatoires. Une exécution arrêtée ou interrompue reprend où elle en était quand elle est relancée avec les mêmes réglages ; d’ici là, ce qu’elle a terminé reste à côté de HTML, ou sinon de JSON, dans un dossier de ce nom terminé par .training, qui peut être supprimé. Sans HTML ni JSON, rien ne reste.</translation>
    </message>
    <message>
      <source>No model is kept: Train a model makes the one to use, from all labels.</source>
      <translation>Aucun modèle n’est conservé : « Entraîner un modèle » produit celui à utiliser, à partir de toutes les étiquettes.</translation>
    </message>
    <message>
      <source>Number of folds, 2 to 20. With as many ZONES or fewer, each zone is a fold. More folds take longer and leave more to learn from in each.</source>
      <translation>Nombre de plis, de 2 à 20. Avec autant de ZONES ou moins, chaque zone est un pli. Davantage de plis prend plus de temps et laisse plus à apprendre dans chacun.</translation>
    </message>
    <message>
      <source>Does the same once more with square patches dealt at random, of the side that PATCH says; 64 px for networks that know no patches. Without it the run takes half the time.</source>
      <translation>Fait la même chose encore une fois avec des imagettes carrées réparties au hasard, du côté que donne PATCH ; 64 px pour les réseaux qui ne connaissent pas d’imagettes. Sans cela, l’exécution prend moitié moins de temps.</translation>
    </message>
    <message>
      <source>The figures as one page that needs nothing else: contiguous areas beside random patches, by class and by fold, and the map of the folds.</source>
      <translation>Les chiffres en une seule page autonome : zones d’un seul tenant à côté d’imagettes aléatoires, par classe et par pli, et la carte des plis.</translation>
    </message>
    <message>
      <source>All figures for programs, with the confusion matrix and the labels of every fold and all settings; null where a figure cannot be told, such as the user's accuracy of a class that was never predicted.</source>
      <translation>Tous les chiffres pour les programmes, avec la matrice de confusion et les étiquettes de chaque pli et tous les réglages ; null là où un chiffre ne peut pas être donné, comme la précision de l’utilisateur d’une classe jamais prédite.</translation>
    </message>
    <message>
      <source>Share of the held-out pixels whose prediction does not contradict their label: the mean of the contiguous folds.</source>
      <translation>Part des pixels réservés dont la prédiction ne contredit pas l’étiquette : la moyenne des plis d’un seul tenant.</translation>
    </message>
    <message>
      <source>Mean IoU of the classes: the mean of the contiguous folds. Missing where no fold tells it.</source>
      <translation>IoU moyen des classes : la moyenne des plis d’un seul tenant. Absent si aucun pli ne l’indique.</translation>
    </message>
    <message>
      <source>Standard deviation of the overall accuracy over the contiguous folds, 0 to 1.</source>
      <translation>Écart type de la précision globale entre les plis d’un seul tenant, de 0 à 1.</translation>
    </message>
    <message>
      <source>Makes data to try SureCover with: dated Sentinel-2-like scenes of a made-up landscape, an old and coarser land-cover map of it in the form of CORINE, the true map, and named zones.</source>
      <translation>Crée des données pour essayer SureCover : des scènes datées du genre de Sentinel-2 d’un paysage inventé, une carte d’occupation du sol ancienne et moins détaillée de celui-ci dans la forme de CORINE, la vraie carte, et des zones nommées.</translation>
    </message>
    <message>
      <source>Spectra come from measurements on real Sentinel-2 scenes by class and season. Fields change from date to date, pixels mix at borders, towns mix within their pixels, slopes are lit unevenly, and haze, clouds and shadows stand over it. Whole objects changed since the old map was made: forest was cleared or planted, towns grew, lakes dried, fields changed their use.</source>
      <translation>Les spectres viennent de mesures sur de vraies scènes Sentinel-2, par classe et par saison. Les champs changent d’une date à l’autre, les pixels se mélangent aux limites, les villes se mélangent à l’intérieur de leurs pixels, les pentes sont inégalement éclairées, et brume, nuages et ombres s’y ajoutent. Des objets entiers ont changé depuis l’ancienne carte : des forêts ont été coupées ou plantées, des villes ont grandi, des lacs se sont asséchés, des champs ont changé d’usage.</translation>
    </message>
    <message>
      <source>The same seed gives the same landscape; a larger scene contains the smaller one in its middle. A landscape of this kind shows how the tools work, not how well they do on a real one.</source>
      <translation>La même graine donne le même paysage ; une scène plus grande contient la plus petite en son milieu. Un tel paysage montre comment les outils fonctionnent, non ce qu’ils valent sur un vrai.</translation>
    </message>
    <message>
      <source>Rows and columns of the scenes, pixels of 10 m.</source>
      <translation>Lignes et colonnes des scènes, pixels de 10 m.</translation>
    </message>
    <message>
      <source>Number of scenes, spread from April to October 2021.</source>
      <translation>Nombre de scènes, réparties d’avril à octobre 2021.</translation>
    </message>
    <message>
      <source>Everything follows from this number. Seeds 1000 to 1059 trained the shipped models, 1100 to 1103 are those that their cards were checked on; take others to try them.</source>
      <translation>Tout découle de ce nombre. Les graines 1000 à 1059 ont entraîné les modèles fournis, 1100 à 1103 sont celles qui ont servi au contrôle de leurs fiches ; prenez-en d’autres pour les essayer.</translation>
    </message>
    <message>
      <source>Share of the pixels under cloud, mean of all dates, 0 to 0.9; some dates are clearer than others.</source>
      <translation>Part des pixels sous les nuages, moyenne de toutes les dates, de 0 à 0,9 ; certaines dates sont plus dégagées que d’autres.</translation>
    </message>
    <message>
      <source>Side of the external map's cells in metres.</source>
      <translation>Côté des cellules de la carte externe en mètres.</translation>
    </message>
    <message>
      <source>Coordinate reference system of the external map; the scenes are in EPSG:32633.</source>
      <translation>Système de coordonnées de référence de la carte externe ; les scènes sont en EPSG:32633.</translation>
    </message>
    <message>
      <source>corine: grid codes 1 to 44 of the CORINE rasters, to be harmonised; basic6: the classes of the true map.</source>
      <translation>corine : codes 1 à 44 des rasters CORINE, à harmoniser ; basic6 : les classes de la vraie carte.</translation>
    </message>
    <message>
      <source>Where the data go: s2_DATE.tif and scl_DATE.tif for each date, external_map.tif, truth.tif and zones.gpkg.</source>
      <translation>Où vont les données : s2_DATE.tif et scl_DATE.tif pour chaque date, external_map.tif, truth.tif et zones.gpkg.</translation>
    </message>
    <message>
      <source>Share of pixels whose class changed since the old map was made, 0 to 1.</source>
      <translation>Part des pixels dont la classe a changé depuis que l’ancienne carte a été faite, de 0 à 1.</translation>
    </message>
    <message>
      <source>Combines the class probabilities of several dates into one class map (Fonteix et al. 2021, section 2.2), with the fused probabilities, the share of dates that agree, and the entropy.</source>
      <translation>Combine les probabilités de classes de plusieurs dates en une carte des classes (Fonteix et al. 2021, section 2.2), avec les probabilités fusionnées, la part des dates qui concordent et l’entropie.</translation>
    </message>
    <message>
      <source>The result lies on the grid of the first date; other dates are resampled to it. Classes are matched by their id, whatever the order of the bands, and come out in ascending order of id. Where two classes are equal, the lower id wins. Memory grows neither with the size of the rasters nor with the number of dates.</source>
      <translation>Le résultat est sur la grille de la première date ; les autres dates y sont rééchantillonnées. Les classes sont associées par leur numéro, quel que soit l’ordre des bandes, et sortent par ordre croissant de numéro. Si deux classes sont à égalité, le plus petit numéro l’emporte. La mémoire ne croît ni avec la taille des rasters ni avec le nombre de dates.</translation>
    </message>
    <message>
      <source>One raster per date, as classify writes them: one band per class, values 0 to 1. All dates must hold the same classes.</source>
      <translation>Un raster par date, tel que l’écrit « Classer une date » : une bande par classe, valeurs de 0 à 1. Toutes les dates doivent contenir les mêmes classes.</translation>
    </message>
    <message>
      <source>loglinear: weighted geometric mean of the probabilities (at least 0.002 each). mean: weighted arithmetic mean. majority: weighted votes of the dates' own most probable classes; equal votes go to the higher mean probability.</source>
      <translation>loglinear : moyenne géométrique pondérée des probabilités (au moins 0,002 chacune). mean : moyenne arithmétique pondérée. majority : votes pondérés des classes les plus probables de chaque date ; à égalité de votes, la probabilité moyenne la plus élevée l’emporte.</translation>
    </message>
    <message>
      <source>One number per date, or per period where periods are classified, separated by commas and in the order given; empty: 1 for every date. A date of weight 0 is left out, also from the agreement.</source>
      <translation>Un nombre par date, ou par période quand des périodes sont classées, séparés par des virgules et dans l’ordre donné ; vide : 1 pour chaque date. Une date de poids 0 est laissée de côté, aussi pour l’accord.</translation>
    </message>
    <message>
      <source>Factors by which classes are favoured (above 1) or held back (below 1; 0 rules a class out). Empty: none. completeness: 1.5 for classes called forest and water. Or names or ids with numbers, for example forest=1.5,water=1.2. Or one number per class in ascending order of class id. Plays no part in the method majority.</source>
      <translation>Facteurs qui favorisent des classes (au-dessus de 1) ou les freinent (au-dessous de 1 ; 0 exclut une classe). Vide : aucun. completeness : 1,5 pour les classes nommées forest et water. Ou des noms ou numéros avec des nombres, par exemple forest=1.5,water=1.2. Ou un nombre par classe, par ordre croissant de numéro de classe. Sans effet dans la méthode majority.</translation>
    </message>
    <message>
      <source>Class scheme of the probabilities, by whose class names the bands go: a built-in name such as basic6, or a file. Only needed where the files do not tell it; otherwise the bands are the classes 1, 2, 3 and so on.</source>
      <translation>Nomenclature des probabilités, dont les bandes portent les noms de classes : un nom intégré comme basic6, ou un fichier. Nécessaire seulement si les fichiers ne l’indiquent pas ; sinon les bandes sont les classes 1, 2, 3 et ainsi de suite.</translation>
    </message>
    <message>
      <source>Polygons in any CRS; pixels whose centre they do not cover are nodata.</source>
      <translation>Polygones dans n’importe quel SCR ; les pixels dont ils ne couvrent pas le centre sont nodata.</translation>
    </message>
    <message>
      <source>The most probable class of each pixel after fusion; 0 where no date was observed.</source>
      <translation>La classe la plus probable de chaque pixel après la fusion ; 0 là où aucune date n’a été observée.</translation>
    </message>
    <message>
      <source>One band per class, values 0 to 1, that sum to 1; nodata where no date was observed.</source>
      <translation>Une bande par classe, valeurs de 0 à 1, dont la somme est 1 ; nodata là où aucune date n’a été observée.</translation>
    </message>
    <message>
      <source>Share of the observed dates whose own most probable class, before bias, is the fused class; weights play no part. 0 to 1, nodata -1.</source>
      <translation>Part des dates observées dont la classe la plus probable, avant toute préférence, est la classe fusionnée ; les poids n’y jouent aucun rôle. De 0 à 1, nodata -1.</translation>
    </message>
    <message>
      <source>How undecided the fused probabilities are: 0 one class is certain, 1 all classes are equally probable. Nodata -1.</source>
      <translation>À quel point les probabilités fusionnées sont indécises : 0 une classe est certaine, 1 toutes les classes sont également probables. Nodata -1.</translation>
    </message>
    <message>
      <source>Brings an external land-cover map, raster or vector, onto the reference grid and into the classes of SureCover: the external layer that the correction compares with.</source>
      <translation>Ramène une carte externe d’occupation du sol, raster ou vecteur, à la grille de référence et aux classes de SureCover : la couche externe à laquelle la correction compare.</translation>
    </message>
    <message>
      <source>CORINE, ESA WorldCover, Dynamic World and IGBP maps and OpenStreetMap layers (GDAL's, QuickOSM's, or Geofabrik's shapefiles as a folder or zip) are translated by built-in crosswalks and recognised by themselves where their codes and names leave no doubt; any other map needs a table with the columns from and to.</source>
      <translation>Les cartes CORINE, ESA WorldCover, Dynamic World et IGBP et les couches OpenStreetMap (de GDAL, de QuickOSM, ou les shapefiles de Geofabrik en dossier ou zip) sont traduites par des correspondances intégrées et reconnues automatiquement là où leurs codes et leurs noms ne laissent aucun doute ; toute autre carte a besoin d’une table avec les colonnes from et to.</translation>
    </message>
    <message>
      <source>Rasters are resampled to the nearest value. Polygons are burnt where they cover a pixel's centre, the smaller ones over the larger ones; lines and points lie over them and fill every pixel they touch. Codes without a counterpart (shrub, wetland, roads and the like) become 0.</source>
      <translation>Les rasters sont rééchantillonnés à la valeur la plus proche. Les polygones sont rastérisés là où ils couvrent le centre d’un pixel, les plus petits par-dessus les plus grands ; lignes et points passent au-dessus et remplissent chaque pixel qu’ils touchent. Les codes sans équivalent (broussailles, zones humides, routes et autres) deviennent 0.</translation>
    </message>
    <message>
      <source>What became what, with pixels, is written to the log; codes that became nothing are warned of. Skip the class map to see only this, for instance before writing a table: then maps that are not recognised and unknown codes are listed and not refused.</source>
      <translation>Ce qui est devenu quoi, avec les pixels, est écrit dans le journal ; les codes qui ne sont devenus rien font l’objet d’un avertissement. Omettez la carte des classes pour ne voir que cela, par exemple avant d’écrire une table : les cartes non reconnues et les codes inconnus sont alors listés et non refusés.</translation>
    </message>
    <message>
      <source>The external map: a raster with one band of class codes, or a vector layer (file, or file|layername=name). Rules may look at several layers at once: a GeoPackage, a folder of shapefiles, a .shp.zip, an .osm or .osm.pbf file. Large GeoJSON and .osm.pbf files are kept in memory; a GeoPackage is not.</source>
      <translation>La carte externe : un raster avec une bande de codes de classes, ou une couche vecteur (fichier, ou fichier|layername=nom). Des règles peuvent regarder plusieurs couches à la fois : un GeoPackage, un dossier de shapefiles, un fichier .shp.zip, .osm ou .osm.pbf. Les gros fichiers GeoJSON et .osm.pbf sont gardés en mémoire ; un GeoPackage ne l’est pas.</translation>
    </message>
    <message>
      <source>The field of a vector layer that holds the class codes; empty for rules, which name their fields themselves (one of them, such as building, restricts them to it), and for CORINE layers, whose code field is found by its name.</source>
      <translation>Le champ d’une couche vecteur qui contient les codes des classes ; vide pour les règles, qui nomment elles-mêmes leurs champs (l’un d’eux, comme building, les y restreint), et pour les couches CORINE, dont le champ des codes est trouvé par son nom.</translation>
    </message>
    <message>
      <source>How codes become classes. Empty: the map is recognised. A name: clc44-basic6, worldcover11-basic6, dynamicworld9-basic6, igbp17-basic6, igbp10-basic6, osm-basic6, geofabrik-basic6, igbp17-igbp10, clc44-level2, clc44-level1. Or a CSV file with the columns from (a code or name), to (class id or name; 0 or empty = unmapped on purpose) and optionally from_name, layer (a higher one is drawn over a lower one), buffer (metres, instead of the general one). In from there may also be rules over the fields of a vector layer: landuse=forest, fclass=building&amp;type=house, building=* (every value but no); of several that a feature fulfils the first one counts, and features that fulfil none lie under all others.</source>
      <translation>Comment les codes deviennent des classes. Vide : la carte est reconnue. Un nom : clc44-basic6, worldcover11-basic6, dynamicworld9-basic6, igbp17-basic6, igbp10-basic6, osm-basic6, geofabrik-basic6, igbp17-igbp10, clc44-level2, clc44-level1. Ou un fichier CSV avec les colonnes from (un code ou un nom), to (numéro ou nom de classe ; 0 ou vide = volontairement sans classe) et, facultativement, from_name, layer (un plus élevé est dessiné par-dessus un plus bas), buffer (en mètres, au lieu du tampon général). from peut aussi contenir des règles sur les champs d’une couche vecteur : landuse=forest, fclass=building&amp;type=house, building=* (toute valeur sauf no) ; de plusieurs qu’une entité remplit, la première compte, et les entités qui n’en remplissent aucune passent sous toutes les autres.</translation>
    </message>
    <message>
      <source>The classes of the result: a built-in scheme (basic6, clc44, igbp10, igbp17, worldcover11, dynamicworld9, urbanatlas14) or a .json or .csv file; empty for the crosswalk's own, or basic6.</source>
      <translation>Les classes du résultat : une nomenclature intégrée (basic6, clc44, igbp10, igbp17, worldcover11, dynamicworld9, urbanatlas14) ou un fichier .json ou .csv ; vide pour celle de la correspondance, ou basic6.</translation>
    </message>
    <message>
      <source>A raster that gives the grid of the result; empty for the grid of the external map itself if that is a raster.</source>
      <translation>Un raster qui donne la grille du résultat ; vide pour la grille de la carte externe elle-même si c’est un raster.</translation>
    </message>
    <message>
      <source>Whether the external map holds the product's native pixel codes (native: CORINE 1 to 44, Dynamic World 0 to 8) or class ids (ids: CORINE 111 to 523); auto tells them apart by the values that occur.</source>
      <translation>Si la carte externe contient les codes de pixel d’origine du produit (native : CORINE 1 à 44, Dynamic World 0 à 8) ou les numéros de classe (ids : CORINE 111 à 523) ; auto les distingue d’après les valeurs présentes.</translation>
    </message>
    <message>
      <source>What happens to codes that the crosswalk does not know: refuse the map, or ignore them (they become 0 and are listed). Features that fulfil no rule are never refused.</source>
      <translation>Ce qui arrive aux codes que la correspondance ne connaît pas : refuse refuse la carte, ignore les ignore (ils deviennent 0 et sont listés). Les entités qui ne remplissent aucune règle ne sont jamais refusées.</translation>
    </message>
    <message>
      <source>Which polygons of the same layer in the crosswalk lie on top: the smaller ones, or those that come later in the file. Lines and points lie over polygons either way.</source>
      <translation>Quels polygones d’un même layer de la correspondance sont au-dessus : les plus petits, ou ceux qui viennent plus tard dans le fichier. Lignes et points sont de toute façon au-dessus des polygones.</translation>
    </message>
    <message>
      <source>Whether polygons fill every pixel that they touch instead of those whose centre they cover. Keeps narrow polygons, but areas grow.</source>
      <translation>Si les polygones remplissent chaque pixel qu’ils touchent au lieu de ceux dont ils couvrent le centre. Conserve les polygones étroits, mais les surfaces augmentent.</translation>
    </message>
    <message>
      <source>Metres on the ground on each side of a line and around a point; they then fill the pixels whose centre is that near. 0: every pixel that the line or point touches.</source>
      <translation>Mètres au sol de chaque côté d’une ligne et autour d’un point ; ils remplissent alors les pixels dont le centre est à cette distance. 0 : chaque pixel que la ligne ou le point touche.</translation>
    </message>
    <message>
      <source>A map whose codes neither a crosswalk nor a scheme explains keeps its own classes, with its category names and colours, instead of being refused.</source>
      <translation>Une carte dont les codes ne sont expliqués ni par une correspondance ni par une nomenclature garde ses propres classes, avec leurs noms de catégories et couleurs, au lieu d’être refusée.</translation>
    </message>
    <message>
      <source>The class map on the grid, with colours and class names; 0 where nothing is mapped.</source>
      <translation>La carte des classes sur la grille, avec couleurs et noms de classes ; 0 là où rien n’est attribué.</translation>
    </message>
    <message>
      <source>A table of what became what: code, its name, class id, class name, number of pixels, share of the grid (0 to 1), hectares; of vector layers also the number of features and of those that no pixel shows.</source>
      <translation>Une table de ce qui est devenu quoi : code, son nom, numéro de classe, nom de classe, nombre de pixels, part de la grille (de 0 à 1), hectares ; pour les couches vecteur, aussi le nombre d’entités et de celles qu’aucun pixel ne montre.</translation>
    </message>
    <message>
      <source>Share of the grid's pixels that became a class, 0 to 1.</source>
      <translation>Part des pixels de la grille devenus une classe, de 0 à 1.</translation>
    </message>
    <message>
      <source>Makes a model folder of a model that was made with another tool, so that it can map here: ONNX files, among them those of the plugin Deepness; Esri model definitions (.emd) beside an ONNX file or plain weights; folders of segmentation_models_pytorch as save_pretrained writes them.</source>
      <translation>Fait un dossier de modèle à partir d’un modèle créé avec un autre outil, pour qu’il puisse cartographier ici : fichiers ONNX, dont ceux de l’extension Deepness ; définitions de modèle Esri (.emd) à côté d’un fichier ONNX ou de simples poids ; dossiers de segmentation_models_pytorch tels que les écrit save_pretrained.</translation>
    </message>
    <message>
      <source>Whatever the source tells (bands, classes, scaling, tile and pixel size, licence) is taken over; the rest is marked as unknown in the card and asked for here. Nothing is guessed: a model whose bands, scaling, results or classes are unknown is a sound folder, but it maps only when they have been told. Run this again with that folder as INPUT, and only what is missing, to complete it where it is.</source>
      <translation>Ce que dit la source (bandes, classes, mise à l’échelle, taille des tuiles et des pixels, licence) est repris ; le reste est noté comme inconnu dans la fiche et demandé ici. Rien n’est deviné : un modèle dont les bandes, la mise à l’échelle, la sortie ou les classes sont inconnues est un dossier valable, mais il ne cartographie qu’une fois qu’elles ont été indiquées. Relancez avec ce dossier comme INPUT, et seulement ce qui manque, pour le compléter sur place.</translation>
    </message>
    <message>
      <source>Nothing in the files is executed: ONNX files may hold no operators but those of the standard and need no other file, weights are read as plain numbers, and pickled objects are refused.</source>
      <translation>Rien dans les fichiers n’est exécuté : les fichiers ONNX ne peuvent contenir que des opérateurs de la norme et n’ont besoin d’aucun autre fichier, les poids sont lus comme de simples nombres, et les objets pickle sont refusés.</translation>
    </message>
    <message>
      <source>A file .onnx or .emd, or weights (.safetensors, .pt, .pth, .bin) with config.json beside them; or the folder they lie in; or a model folder that is incomplete.</source>
      <translation>Un fichier .onnx ou .emd, ou des poids (.safetensors, .pt, .pth, .bin) avec config.json à côté ; ou le dossier qui les contient ; ou un dossier de modèle incomplet.</translation>
    </message>
    <message>
      <source>Names of the bands in the order in which the network takes them, separated by commas: B02,B03,B04,B08 or red,green,blue,nir. They are looked for in images by name, common name and wavelength. With names such as band 1,band 2 they are found by their number in images that name none of theirs.</source>
      <translation>Noms des bandes dans l’ordre où le réseau les prend, séparés par des virgules : B02,B03,B04,B08 ou red,green,blue,nir. Elles sont cherchées dans les images par nom, nom usuel et longueur d’onde. Avec des noms comme band 1,band 2, elles sont trouvées par leur numéro dans les images qui ne nomment pas les leurs.</translation>
    </message>
    <message>
      <source>What is done to reflectance before the network: told (what the model tells, or MEANS and DEVIATIONS), none (it takes reflectance as it is), schmitt2020 (0 to 1, backscatter from -25 to 0 dB), yu2021 (the same, backscatter stretched between percentiles).</source>
      <translation>Ce qui est fait de la réflectance avant le réseau : told (ce que dit le modèle, ou MEANS et DEVIATIONS), none (il prend la réflectance telle quelle), schmitt2020 (0 à 1, rétrodiffusion de -25 à 0 dB), yu2021 (de même, rétrodiffusion étirée entre centiles).</translation>
    </message>
    <message>
      <source>Means that are subtracted: one number, or one for each band, separated by commas.</source>
      <translation>Moyennes à soustraire : un nombre, ou un par bande, séparés par des virgules.</translation>
    </message>
    <message>
      <source>Standard deviations by which it is divided then: one number, or one for each band, separated by commas. A network that takes minimum to maximum as 0 to 1 has the minimum as mean, and maximum - minimum as deviation.</source>
      <translation>Écarts types par lesquels on divise ensuite : un nombre, ou un par bande, séparés par des virgules. Un réseau qui prend minimum à maximum comme 0 à 1 a le minimum pour moyenne et maximum - minimum pour écart type.</translation>
    </message>
    <message>
      <source>The number that meant reflectance 1 in the images whose means and deviations these are: 10000 for those of Sentinel-2's own numbers, 255 for those of 8-bit numbers, 1 for those of reflectance.</source>
      <translation>Le nombre qui signifiait une réflectance de 1 dans les images dont viennent ces moyennes et écarts types : 10000 pour les nombres propres à Sentinel-2, 255 pour des nombres de 8 bits, 1 pour la réflectance.</translation>
    </message>
    <message>
      <source>In the order of the network: entries such as 1 water #1e6fd2; 2 forest (id, name and, if liked, colour); or a .csv or .json file of a class scheme; or a built-in scheme, alone (basic6) or with the ids in order (basic6 1,3,2); the id 0 stands for everything else there.</source>
      <translation>Dans l’ordre du réseau : des éléments comme 1 water #1e6fd2; 2 forest (numéro, nom et, si souhaité, couleur) ; ou un fichier .csv ou .json d’une nomenclature ; ou une nomenclature intégrée, seule (basic6) ou avec les numéros dans l’ordre (basic6 1,3,2) ; le numéro 0 y désigne tout le reste.</translation>
    </message>
    <message>
      <source>Name of the class that stands for everything else, such as background; the model is one of a theme then, and RESIDUAL of Classify names what fills the rest.</source>
      <translation>Nom de la classe qui désigne tout le reste, comme background ; le modèle est alors celui d’un thème, et RESIDUAL de « Classer une date » nomme ce qui remplit le reste.</translation>
    </message>
    <message>
      <source>What the network gives, if it does not tell: logits (numbers of any size), softmax (probabilities that sum to 1) or sigmoid (a share of its own for each class). A network of one class is one of that class and everything else.</source>
      <translation>Ce que donne le réseau, s’il ne le dit pas : logits (nombres de toute grandeur), softmax (probabilités de somme 1) ou sigmoid (une part propre à chaque classe). Un réseau d’une classe est celui de cette classe et de tout le reste.</translation>
    </message>
    <message>
      <source>Metres on the ground of a pixel of the images that taught it.</source>
      <translation>Mètres au sol d’un pixel des images dont il a appris.</translation>
    </message>
    <message>
      <source>Outer pixels of a tile whose prediction is dropped.</source>
      <translation>Pixels extérieurs d’une tuile dont la prédiction est abandonnée.</translation>
    </message>
    <message>
      <source>Under which the model may be used, such as CC-BY-4.0.</source>
      <translation>Sous laquelle le modèle peut être utilisé, par exemple CC-BY-4.0.</translation>
    </message>
    <message>
      <source>The model folder. It may be left out when INPUT is an incomplete model folder, which is completed then where it is.</source>
      <translation>Le dossier du modèle. Il peut être omis si INPUT est un dossier de modèle incomplet, qui est alors complété sur place.</translation>
    </message>
    <message>
      <source>How many of bands, scaling, results and classes are still unknown; the model can map when it is 0.</source>
      <translation>Combien, parmi bandes, mise à l’échelle, sortie et classes, sont encore inconnues ; à 0, le modèle peut cartographier.</translation>
    </message>
    <message>
      <source>Makes one cloud-free image from images of several dates, pixel by pixel from the dates on which it is clear (Fonteix et al. 2021, section 2.1).</source>
      <translation>Fait une image sans nuages à partir d’images de plusieurs dates, pixel par pixel, à partir des dates où il est dégagé (Fonteix et al. 2021, section 2.1).</translation>
    </message>
    <message>
      <source>The mosaic lies on the grid of the first image; the others are resampled to it. Bands are those that all images have, matched by their description, in the order of the first image. Scenes are brought to the radiometry of the least cloudy one, so that seams do not show.</source>
      <translation>La mosaïque est sur la grille de la première image ; les autres y sont rééchantillonnées. Les bandes sont celles que toutes les images possèdent, associées par leur description, dans l’ordre de la première image. Les scènes sont ramenées à la radiométrie de la moins nuageuse, pour que les raccords ne se voient pas.</translation>
    </message>
    <message>
      <source>While it runs, the clear pixels of every date lie on the disk of the results, a quarter of a byte a pixel and date, and memory stays below 2 GiB whatever the size.</source>
      <translation>Pendant l’exécution, les pixels dégagés de chaque date sont sur le disque des résultats, un quart d’octet par pixel et par date, et la mémoire reste sous 2 Gio quelle que soit la taille.</translation>
    </message>
    <message>
      <source>One image per date: a raster, or a Sentinel-2 product of level 1C or 2A as downloaded, named by its zip, by its folder X.SAFE, or by the file MTD_MSIL1C.xml or MTD_MSIL2A.xml in it (Add File(s) of the dialog takes the zip or that file; Add Directory would add every file in it). Of a product the ten bands of 10 and 20 m are seen on the grid of 10 m, those of 20 m bilinearly, and the scene classification of level 2A as band SCL. One whose images are not all there is refused. The images' numbers are turned into reflectance with what the files say of them. A folder stands for the dated images in it, with the cloud masks beside them. Images of one date that lie side by side, such as tiles of Sentinel-2, count as one image on the grid of the first.</source>
      <translation>Une image par date : un raster, ou un produit Sentinel-2 de niveau 1C ou 2A tel que téléchargé, désigné par son zip, par son dossier X.SAFE, ou par le fichier MTD_MSIL1C.xml ou MTD_MSIL2A.xml qu’il contient (« Ajouter fichier(s) » de la boîte de dialogue prend le zip ou ce fichier ; « Ajouter un répertoire » ajouterait tous ses fichiers). D’un produit, les dix bandes de 10 et 20 m sont vues sur la grille de 10 m, celles de 20 m de façon bilinéaire, et la classification de scène du niveau 2A comme bande SCL. Un produit dont les images ne sont pas toutes là est refusé. Les nombres des images sont convertis en réflectance d’après ce que les fichiers en disent. Un dossier désigne les images datées qu’il contient, avec les masques de nuages à côté d’elles. Les images d’une même date placées côte à côte, comme les tuiles de Sentinel-2, comptent comme une seule image sur la grille de la première.</translation>
    </message>
    <message>
      <source>One mask per image, in the same order: a Sentinel-2 scene classification (its name or description says SCL; classes 0, 1, 3, 8, 9, 10 and 12 and up are not clear, 11 only in the zone glacial), a cloud probability (prob; cloudy from 40 %), or a cloud mask (cloudy where it is not 0). Without such a name the values tell: whole numbers with 4, 5 or 6 among them are a scene classification, unless all are Fmask's 0 to 4 and 255 with land or water (0 or 1), which is cloud where not 0; fractions are a probability. Without masks an image's own band SCL is used, if it has one. An L1C image of Sentinel-2 that has the cirrus band (B10) and the other bands that the cloud detector s2cloudless needs (B01, B02, B04, B05, B08, B8A, B09, B11, B12), named so in their descriptions, is its own mask, and so is an L1C product: clouds are told in cells of about 40 m and grow by one cell. s2cloudless tells no cloud shadows and no snow: bright snow may pass for cloud, in the zone glacial too, and shadows stay. All pixels of other images count as clear. The log says which mask each image has.</source>
      <translation>Un masque par image, dans le même ordre : une classification de scène Sentinel-2 (son nom ou sa description contient SCL ; les classes 0, 1, 3, 8, 9, 10 et à partir de 12 ne sont pas dégagées, 11 seulement dans la zone glacial), une probabilité de nuage (prob ; nuageux à partir de 40 %) ou un masque de nuages (nuageux là où il n’est pas 0). Sans un tel nom, les valeurs décident : des nombres entiers avec 4, 5 ou 6 parmi eux sont une classification de scène, sauf si tous sont les 0 à 4 et 255 de Fmask avec terre ou eau (0 ou 1), nuageux là où non 0 ; des fractions sont une probabilité. Sans masques, la bande SCL d’une image est utilisée si elle en a une. Une image L1C de Sentinel-2 qui a la bande cirrus (B10) et les autres bandes dont le détecteur de nuages s2cloudless a besoin (B01, B02, B04, B05, B08, B8A, B09, B11, B12), ainsi nommées dans leurs descriptions, est son propre masque, et un produit L1C aussi : les nuages sont trouvés dans des cellules d’environ 40 m et dilatés d’une cellule. s2cloudless n’indique ni ombres de nuages ni neige : une neige claire peut passer pour un nuage, aussi dans la zone glacial, et les ombres restent. Tous les pixels des autres images comptent comme dégagés. Le journal dit quel masque a chaque image.</translation>
    </message>
    <message>
      <source>In place of the dates that the images tell in their metadata or, failing that, in their names: one per image, in the same order, separated by commas, such as 2023-08-10 or 20230810; an empty place keeps what the image tells. The log says which dates are used and what tells them. Of equally cloudy images the latest is preferred, an image without a date last.</source>
      <translation>À la place des dates que les images indiquent dans leurs métadonnées ou, à défaut, dans leurs noms : une par image, dans le même ordre, séparées par des virgules, par exemple 2023-08-10 ou 20230810 ; une place vide garde ce qu’indique l’image. Le journal dit quelles dates sont utilisées et d’où elles viennent. Parmi des images également nuageuses, la plus récente est préférée, une image sans date en dernier.</translation>
    </message>
    <message>
      <source>Only this part is made, cut to the pixels of the first image that the extent touches.</source>
      <translation>Seule cette partie est produite, découpée aux pixels de la première image que l’emprise touche.</translation>
    </message>
    <message>
      <source>median: per band the middle value of the clear dates. medoid: the clear date nearest to that median, in all bands together; of equally near ones the least cloudy. best: the clear date of the least cloudy scene; of equally cloudy ones the latest.</source>
      <translation>median : par bande, la valeur médiane des dates dégagées. medoid : la date dégagée la plus proche de cette médiane, toutes bandes ensemble ; parmi les plus proches à égalité, la moins nuageuse. best : la date dégagée de la scène la moins nuageuse ; à nuages égaux, la plus récente.</translation>
    </message>
    <message>
      <source>Pixels by which what is not clear grows.</source>
      <translation>Nombre de pixels dont est dilaté ce qui n’est pas dégagé.</translation>
    </message>
    <message>
      <source>Stored number that means reflectance 1, for example 10000 or 255. Used only for images that do not say it themselves; 16-bit integers without it are taken as reflectance x 10000.</source>
      <translation>Nombre enregistré qui signifie une réflectance de 1, par exemple 10000 ou 255. Utilisé seulement pour les images qui ne le disent pas elles-mêmes ; sans cela, les entiers de 16 bits sont pris pour la réflectance x 10000.</translation>
    </message>
    <message>
      <source>Added to the stored number before it is divided by the scale, for example -1000 for Sentinel-2 products of processing baseline 04.00 and later. Used only for images that do not say it themselves.</source>
      <translation>Ajouté au nombre enregistré avant sa division par l’échelle, par exemple -1000 pour les produits Sentinel-2 à partir de la processing baseline 04.00. Utilisé seulement pour les images qui ne le disent pas elles-mêmes.</translation>
    </message>
    <message>
      <source>Curve of the picture, and in the zone glacial snow (SCL class 11) is clear; masks that tell no snow stay as they are. auto tells the zone from the brightness of the clear pixels.</source>
      <translation>Courbe de l’image d’affichage ; et dans la zone glacial, la neige (classe SCL 11) compte comme dégagée ; les masques qui n’indiquent pas la neige restent tels quels. auto reconnaît la zone à la luminosité des pixels dégagés.</translation>
    </message>
    <message>
      <source>Brings each scene to the radiometry of the least cloudy one by a robust line per band. The lines are fitted on some 100,000 pixels, spread over the grid, that are clear on the scene and on the least cloudy one; if these are fewer than 100, on the scene and on scenes already brought to it, so that another swath is reached by way of scenes that overlap with both. A scene that shares too few clear pixels stays as it is, with a warning.</source>
      <translation>Ramène chaque scène à la radiométrie de la moins nuageuse par une droite robuste par bande. Les droites sont ajustées sur quelque 100 000 pixels, répartis sur la grille, dégagés dans la scène et dans la moins nuageuse ; s’il y en a moins de 100, dans la scène et dans des scènes déjà ramenées à elle, de sorte qu’une autre fauchée est atteinte par des scènes qui recouvrent les deux. Une scène qui partage trop peu de pixels dégagés reste telle quelle, avec un avertissement.</translation>
    </message>
    <message>
      <source>Pixels that are clear on no date are taken from the least cloudy scene that covers them; their number of clear observations stays 0. Otherwise they are nodata.</source>
      <translation>Les pixels dégagés à aucune date sont pris dans la scène la moins nuageuse qui les couvre ; leur nombre d’observations dégagées reste 0. Sinon ils sont nodata.</translation>
    </message>
    <message>
      <source>Reflectance x 10000, nodata 0.</source>
      <translation>Réflectance x 10000, nodata 0.</translation>
    </message>
    <message>
      <source>Position in the list of images of the one that each pixel was taken from, 1 for the first; 0 for none, and everywhere with the method median.</source>
      <translation>Place, dans la liste des images, de celle d’où vient chaque pixel, 1 pour la première ; 0 pour aucune, et partout avec la méthode median.</translation>
    </message>
    <message>
      <source>Number of dates on which each pixel is clear; 0 where the mosaic is nodata or was filled.</source>
      <translation>Nombre de dates auxquelles chaque pixel est dégagé ; 0 là où la mosaïque est nodata ou a été remplie.</translation>
    </message>
    <message>
      <source>Picture of red, green and blue, 8 bit, nodata 0: linear up to the middle range and ever flatter in bright areas, so that snow and sand keep their detail. It shows the stored numbers of the mosaic.</source>
      <translation>Image en rouge, vert et bleu, 8 bits, nodata 0 : linéaire jusqu’au milieu de la plage et de plus en plus plate dans les parties claires, pour que neige et sable gardent leurs détails. Elle montre les nombres enregistrés de la mosaïque.</translation>
    </message>
    <message>
      <source>Tells for every pixel how many classes it may have, so that the right one is among them as often as you ask (split conformal prediction): one class is a clear answer, several say between how many the model cannot decide. Needed are a model that Calibrate wrote, and probabilities that Classify made with it.</source>
      <translation>Indique pour chaque pixel combien de classes il peut avoir, de façon que la bonne soit parmi elles aussi souvent que vous le demandez (prédiction conforme, split conformal prediction) : une classe est une réponse claire, plusieurs disent entre combien le modèle ne peut trancher. Il faut un modèle écrit par « Calibrer un modèle », et des probabilités que « Classer une date » a faites avec lui.</translation>
    </message>
    <message>
      <source>The promise holds on average over land that is like the land of the labels the model was calibrated with; it does not hold for each class by itself, nor for probabilities fused from several dates, of which this warns.</source>
      <translation>La promesse vaut en moyenne sur un terrain semblable à celui des étiquettes avec lesquelles le modèle a été calibré ; elle ne vaut ni pour chaque classe prise à part, ni pour des probabilités fusionnées de plusieurs dates, ce dont un avertissement prévient.</translation>
    </message>
    <message>
      <source>What Classify wrote with the calibrated model: one band per class.</source>
      <translation>Ce que « Classer une date » a écrit avec le modèle calibré : une bande par classe.</translation>
    </message>
    <message>
      <source>Folder that Calibrate wrote.</source>
      <translation>Dossier écrit par « Calibrer un modèle ».</translation>
    </message>
    <message>
      <source>Share of the sets that is to hold the right class, 0.5 to 0.999. The more, the larger the sets.</source>
      <translation>Part des ensembles qui doit contenir la bonne classe, de 0,5 à 0,999. Plus elle est élevée, plus les ensembles sont grands.</translation>
    </message>
    <message>
      <source>lac: every class that is likely enough; the smallest sets, and an empty one where no class fits (Sadinle et al. 2019). raps: from the most probable class on until enough probability is together; never empty, so that it covers more than asked where the model is right more often than that (Angelopoulos et al. 2021, with a penalty of about 0.1 for each rank beyond the second).</source>
      <translation>lac : chaque classe assez probable ; les ensembles les plus petits, et un ensemble vide là où aucune classe ne convient (Sadinle et al. 2019). raps : à partir de la classe la plus probable jusqu’à réunir assez de probabilité ; jamais vide, couvre donc plus que demandé là où le modèle a plus souvent raison (Angelopoulos et al. 2021, avec une pénalité d’environ 0,1 pour chaque rang après le deuxième).</translation>
    </message>
    <message>
      <source>Number of classes in each pixel's set: 1 is clear, 0 says that no class fits; 255 where nothing was observed.</source>
      <translation>Nombre de classes dans l’ensemble de chaque pixel : 1 est clair, 0 dit qu’aucune classe ne convient ; 255 là où rien n’a été observé.</translation>
    </message>
    <message>
      <source>Mean number of classes in a set.</source>
      <translation>Nombre moyen de classes par ensemble.</translation>
    </message>
    <message>
      <source>Share of the pixels whose set holds one class, 0 to 1.</source>
      <translation>Part des pixels dont l’ensemble contient une seule classe, de 0 à 1.</translation>
    </message>
    <message>
      <source>The whole chain in one run: dated images, one or several models and an older or coarser map in; a corrected land-cover map out that says for every pixel how far it can be trusted, and why. Without a model it learns from the old map itself: images and the old map are enough.</source>
      <translation>Toute la chaîne en une exécution : en entrée des images datées, un ou plusieurs modèles et une carte plus ancienne ou moins détaillée ; en sortie une carte d’occupation du sol corrigée qui dit pour chaque pixel jusqu’où on peut s’y fier, et pourquoi. Sans modèle, elle apprend de l’ancienne carte elle-même : les images et l’ancienne carte suffisent.</translation>
    </message>
    <message>
      <source>Steps: a cloud-free mosaic; each date classified; the dates fused; the mosaic's spectral clusters; the external map brought to the grid and the classes; the correction, with reliability, evidence and confidence; the report (after Fonteix et al. 2021). Each step is an algorithm of its own, with further settings.</source>
      <translation>Étapes : une mosaïque sans nuages ; chaque date classée ; les dates fusionnées ; les groupes spectraux de la mosaïque ; la carte externe ramenée à la grille et aux classes ; la correction, avec fiabilité, justification et confiance ; le rapport (d’après Fonteix et al. 2021). Chaque étape est un algorithme à part, avec d’autres réglages.</translation>
    </message>
    <message>
      <source>The external map must not have taught the models at these pixels: a model agrees with its teacher anyway, and the agreement would mean nothing. Where SureCover learns from the old map, every pixel is therefore predicted by a network that did not see the old map near it, as Learn from an old map explains; the time that this takes is told in the log before it begins.</source>
      <translation>Les modèles ne doivent pas avoir appris de la carte externe à ces pixels : un modèle est de toute façon d’accord avec ce qui l’a instruit, et cet accord ne voudrait rien dire. Là où SureCover apprend de l’ancienne carte, chaque pixel est donc prédit par un réseau qui n’a pas vu l’ancienne carte à proximité, comme l’explique « Apprendre d’une ancienne carte » ; la durée est indiquée dans le journal avant le début.</translation>
    </message>
    <message>
      <source>A run that was cancelled or killed leaves what it has finished hidden beside its folder: steps, rows of the classification, epochs of the learning. The next run with the same inputs, models and settings goes on from there and makes the same files; one of anything else discards it.</source>
      <translation>Une exécution annulée ou interrompue laisse ce qu’elle a terminé, caché à côté de son dossier : étapes, lignes de la classification, époques de l’apprentissage. L’exécution suivante avec les mêmes entrées, modèles et réglages continue de là et produit les mêmes fichiers ; avec autre chose, elle le supprime.</translation>
    </message>
    <message>
      <source>One image per date, a raster or a Sentinel-2 product as downloaded (its zip, or the file MTD_MSIL1C.xml or MTD_MSIL2A.xml in its folder), with the bands that the models need, found by their names or wavelengths. A folder stands for the dated images in it, with the cloud masks beside them. Images of one date that lie side by side, such as tiles of Sentinel-2, count as one image on the grid of the first.</source>
      <translation>Une image par date, un raster ou un produit Sentinel-2 tel que téléchargé (son zip, ou le fichier MTD_MSIL1C.xml ou MTD_MSIL2A.xml dans son dossier), avec les bandes dont les modèles ont besoin, trouvées par leurs noms ou longueurs d’onde. Un dossier désigne les images datées qu’il contient, avec les masques de nuages à côté d’elles. Les images d’une même date placées côte à côte, comme les tuiles de Sentinel-2, comptent comme une seule image sur la grille de la première.</translation>
    </message>
    <message>
      <source>One mask per image, in the same order: a Sentinel-2 scene classification, a cloud probability or a cloud mask, as Cloud-free mosaic explains. None: an image's own band SCL, or what the cloud detector s2cloudless tells of an L1C image with all its bands; otherwise all pixels count as clear.</source>
      <translation>Un masque par image, dans le même ordre : une classification de scène Sentinel-2, une probabilité de nuage ou un masque de nuages, comme l’explique « Mosaïque sans nuages ». Aucun : la bande SCL d’une image, ou ce que le détecteur de nuages s2cloudless dit d’une image L1C avec toutes ses bandes ; sinon tous les pixels comptent comme dégagés.</translation>
    </message>
    <message>
      <source>Model folders, or the model.json in them: one model of all classes, or one model per theme. None: networks learn here from the external map, and a model is kept in the folder of results for next time.</source>
      <translation>Dossiers de modèles, ou le model.json qu’ils contiennent : un modèle de toutes les classes, ou un modèle par thème. Aucun : des réseaux apprennent ici de la carte externe, et un modèle est gardé dans le dossier des résultats pour la prochaine fois.</translation>
    </message>
    <message>
      <source>An older or coarser land-cover map of the same place, raster or polygons, in whatever classes.</source>
      <translation>Une carte d’occupation du sol plus ancienne ou moins détaillée du même lieu, raster ou polygones, dans des classes quelconques.</translation>
    </message>
    <message>
      <source>Name of the attribute that holds the class codes, if the external map is a vector layer; empty for CORINE, where it is found by its name, and for OpenStreetMap, whose tags are read from several.</source>
      <translation>Nom de l’attribut contenant les codes des classes, si la carte externe est une couche vecteur ; vide pour CORINE, où il est trouvé par son nom, et pour OpenStreetMap, dont les attributs sont lus dans plusieurs champs.</translation>
    </message>
    <message>
      <source>A cloud-free mosaic that exists already, for the clusters; otherwise it is made from the images.</source>
      <translation>Une mosaïque sans nuages qui existe déjà, pour les groupes ; sinon elle est faite à partir des images.</translation>
    </message>
    <message>
      <source>0 classifies every date. A number n groups the dates, in order of time, into n mosaics first and classifies these; 3 is what Fonteix et al. do. From 2 on the date of every image must be known.</source>
      <translation>0 classe chaque date. Un nombre n réunit d’abord les dates, par ordre chronologique, en n mosaïques et classe celles-ci ; Fonteix et al. prennent 3. À partir de 2, la date de chaque image doit être connue.</translation>
    </message>
    <message>
      <source>Keeps what the steps made in between, in the folder's sub-folder intermediate: each date's map and probabilities, the fused ones, those with the clusters' evidence (weighed.tif), the mosaic, its clusters, the external map in the classes of the result.</source>
      <translation>Conserve ce que les étapes ont produit entre-temps, dans le sous-dossier intermediate : carte et probabilités de chaque date, les fusionnées, celles avec l’indice des groupes (weighed.tif), la mosaïque, ses groupes, la carte externe dans les classes du résultat.</translation>
    </message>
    <message>
      <source>The probability of a rejected class is multiplied by this before the most probable class is taken. 0 never keeps a rejected class; 1 always keeps the most probable class. Empty: 0.25 with models, 0.7 where networks learned here, because these have not seen the external map and are more often right against the spectral check.</source>
      <translation>La probabilité d’une classe rejetée est multipliée par ce facteur avant que la classe la plus probable soit prise. 0 ne garde jamais une classe rejetée ; 1 garde toujours la classe la plus probable. Vide : 0,25 avec des modèles, 0,7 là où des réseaux ont appris ici, car ceux-ci n’ont pas vu la carte externe et ont plus souvent raison contre le contrôle spectral.</translation>
    </message>
    <message>
      <source>Folder of all results: map.tif, reliability.tif, evidence.tif, confidence.tif, map_view.vrt (the classes in band 1, and how opaque to draw them in the others: by reliability, the doubtful pixels only, by confidence), the report (HTML, JSON, CSV), areas.csv (hectares by class, reliability and zone), pictures, job.json with the settings, and produce.stac.json, which describes the folder for catalogues. Styles (for QGIS and as SLD) and metadata lie beside each map. If it learned by itself also model, the model that learned from everything, and old_map_check.json and old_map_issues.tif: which classes of the external map look wrong, and where.</source>
      <translation>Dossier de tous les résultats : map.tif, reliability.tif, evidence.tif, confidence.tif, map_view.vrt (les classes dans la bande 1, et dans les autres l’opacité à leur donner : selon la fiabilité, les pixels douteux seuls, selon la confiance), le rapport (HTML, JSON, CSV), areas.csv (hectares par classe, fiabilité et zone), des images, job.json avec les réglages, et produce.stac.json, qui décrit le dossier pour les catalogues. À côté de chaque carte se trouvent des styles (pour QGIS et en SLD) et des métadonnées. S’il y a eu apprentissage ici, aussi model, le modèle qui a appris de tout, et old_map_check.json et old_map_issues.tif : quelles classes de la carte externe semblent fausses, et où.</translation>
    </message>
    <message>
      <source>A copy of the corrected class map at a place of its own.</source>
      <translation>Une copie de la carte des classes corrigée, à un emplacement à part.</translation>
    </message>
    <message>
      <source>A copy of the reliability map: 1 high, 2 medium, 3 low, 0 not assessed or no class.</source>
      <translation>Une copie de la carte de fiabilité : 1 élevée, 2 moyenne, 3 faible, 0 non évaluée ou sans classe.</translation>
    </message>
    <message>
      <source>A copy of the evidence map: why each pixel has its class and its reliability.</source>
      <translation>Une copie de la carte de justification : pourquoi chaque pixel a sa classe et sa fiabilité.</translation>
    </message>
    <message>
      <source>A copy of the confidence layer: estimated probability, 0 to 1, that the class is right. Without FITTED it ranks pixels well, but its level can only be as true as the models' probabilities; calibrate the models, or fit it to a reference (Confidence), to be sure.</source>
      <translation>Une copie de la couche de confiance : probabilité estimée, de 0 à 1, que la classe soit juste. Sans FITTED, elle classe bien les pixels entre eux, mais son niveau ne peut être plus vrai que les probabilités des modèles ; pour en être sûr, calibrez les modèles ou ajustez-la à une référence (« Confiance d’après tous les indices »).</translation>
    </message>
    <message>
      <source>Confidence score of the map: share of high reliability among the pixels of the checked classes. Missing if none was checked.</source>
      <translation>Score de confiance de la carte : part de fiabilité élevée parmi les pixels des classes contrôlées. Absent si aucune n’a été contrôlée.</translation>
    </message>
    <message>
      <source>Filters the speckle of a radar image such as Sentinel-1 and scales it for a network, band by band; optionally puts the bands after those of another raster, for example a Sentinel-2 mosaic, on that raster's grid.</source>
      <translation>Filtre le chatoiement d’une image radar comme celle de Sentinel-1 et la met à l’échelle pour un réseau, bande par bande ; place, au choix, les bandes à la suite de celles d’un autre raster, par exemple une mosaïque Sentinel-2, sur la grille de ce raster.</translation>
    </message>
    <message>
      <source>Filters work in linear power on the image's own grid; scales are in dB. The image is seen by windows, so memory does not grow with its size; meanwhile the filtered image is kept on the disk of the result.</source>
      <translation>Les filtres travaillent en puissance linéaire sur la grille de l’image ; les échelles sont en dB. L’image est vue par fenêtres, la mémoire ne croît donc pas avec sa taille ; pendant ce temps, l’image filtrée est gardée sur le disque du résultat.</translation>
    </message>
    <message>
      <source>Methods: Lee 1981 (refined filtering by local statistics); Lopes, Touzi and Nezry 1990 (enhanced Lee). Backscatter beyond -100 or 100 dB, and power of 0 or less, counts as nodata. Pixels without a value are left out of the windows and stay without a value.</source>
      <translation>Méthodes : Lee 1981 (filtrage affiné par statistiques locales) ; Lopes, Touzi et Nezry 1990 (Lee amélioré). Une rétrodiffusion au-delà de -100 ou 100 dB, et une puissance de 0 ou moins, comptent comme nodata. Les pixels sans valeur sont exclus des fenêtres et restent sans valeur.</translation>
    </message>
    <message>
      <source>Calibrated backscatter with any number of bands, for example VV and VH. Pixels that are nodata or not finite in a band have no value in that band.</source>
      <translation>Rétrodiffusion calibrée avec un nombre quelconque de bandes, par exemple VV et VH. Les pixels qui sont nodata ou non finis dans une bande n’ont pas de valeur dans cette bande.</translation>
    </message>
    <message>
      <source>Its bands come first in the result, with their names, numbers and metadata, and its grid is the result's. The filtered radar image is resampled to it bilinearly unless the pixels coincide. The result holds whole numbers where both are whole and 0 is this raster's nodata too; otherwise real numbers, with NaN as nodata. Numbers with a scale or offset are stored as what they mean.</source>
      <translation>Ses bandes viennent d’abord dans le résultat, avec leurs noms, nombres et métadonnées, et sa grille est celle du résultat. L’image radar filtrée y est rééchantillonnée de façon bilinéaire, sauf si les pixels coïncident. Le résultat contient des nombres entiers là où les deux sont entiers et que 0 est aussi le nodata de ce raster ; sinon des nombres réels, avec NaN comme nodata. Les nombres avec échelle ou décalage sont enregistrés selon ce qu’ils signifient.</translation>
    </message>
    <message>
      <source>dB: the numbers are 10 log10 of the backscatter. linear: they are the backscatter itself (power, not amplitude).</source>
      <translation>dB : les nombres sont 10 log10 de la rétrodiffusion. linear : ils sont la rétrodiffusion elle-même (puissance, non amplitude).</translation>
    </message>
    <message>
      <source>refined_lee: mean and variance come from that half of a 7 x 7 window which lies on the pixel's side of the strongest edge, so edges stay sharp. enhanced_lee: the mean of a square window where it is homogeneous, the pixel itself where it is a point target, a mixture between. none: no filter.</source>
      <translation>refined_lee : moyenne et variance viennent de la moitié d’une fenêtre de 7 x 7 située du côté du pixel par rapport au contour le plus fort ; les contours restent donc nets. enhanced_lee : la moyenne d’une fenêtre carrée là où elle est homogène, le pixel lui-même là où c’est une cible ponctuelle, un mélange entre les deux. none : aucun filtre.</translation>
    </message>
    <message>
      <source>Equivalent number of looks of the image, which tells how strong speckle is: its variance is the mean squared divided by the looks. 4.4 is that of Sentinel-1 IW GRD products in high resolution.</source>
      <translation>Nombre équivalent de vues de l’image, qui indique la force du chatoiement : sa variance est le carré de la moyenne divisé par les vues. 4,4 est celui des produits Sentinel-1 IW GRD à haute résolution.</translation>
    </message>
    <message>
      <source>Side of the square window of enhanced_lee, odd, 3 to 21.</source>
      <translation>Côté de la fenêtre carrée de enhanced_lee, impair, de 3 à 21.</translation>
    </message>
    <message>
      <source>How quickly enhanced_lee trusts the pixel instead of the mean as a window becomes more heterogeneous. 0 takes the mean everywhere but at point targets.</source>
      <translation>À quelle vitesse enhanced_lee se fie au pixel plutôt qu’à la moyenne quand une fenêtre devient plus hétérogène. 0 prend partout la moyenne, sauf aux cibles ponctuelles.</translation>
    </message>
    <message>
      <source>stretch: the 2nd and the 98th percentile of each band, exact over the whole image, become 0 and 255, as 8-bit whole numbers. unit: -25 to 0 dB become 0 to 1. none: dB.</source>
      <translation>stretch : les 2e et 98e centiles de chaque bande, exacts sur l’image entière, deviennent 0 et 255, en entiers de 8 bits. unit : -25 à 0 dB deviennent 0 à 1. none : dB.</translation>
    </message>
    <message>
      <source>The filtered image on its own grid, or after the bands of the other raster on its grid. Alone, nodata is 0 with stretch (so the darkest pixels are 1), -1 with unit and NaN with none. The metadata item SURECOVER_LIMITS_DB tells which dB became the ends of the scale.</source>
      <translation>L’image filtrée sur sa propre grille, ou à la suite des bandes de l’autre raster sur la grille de celui-ci. Seule, nodata est 0 avec stretch (les pixels les plus sombres sont donc 1), -1 avec unit et NaN avec none. L’élément de métadonnées SURECOVER_LIMITS_DB indique quels dB sont devenus les bornes de l’échelle.</translation>
    </message>
    <message>
      <source>Tells how far a land-cover map can be trusted: the confidence score of the map, of every class and of every zone, the share that was not assessed, the evidence behind it, and areas by class, reliability and zone: hectares on the ellipsoid, whatever the projection.</source>
      <translation>Indique jusqu’où on peut se fier à une carte d’occupation du sol : le score de confiance de la carte, de chaque classe et de chaque zone, la part non évaluée, la justification, et les surfaces par classe, fiabilité et zone : en hectares sur l’ellipsoïde, quelle que soit la projection.</translation>
    </message>
    <message>
      <source>The confidence score is the share of high reliability among all assessed pixels of the classes that were checked against the external map. It tells how well the map is supported, not how accurate it is.</source>
      <translation>Le score de confiance est la part de fiabilité élevée parmi tous les pixels évalués des classes comparées à la carte externe. Il dit à quel point la carte est étayée, non à quel point elle est précise.</translation>
    </message>
    <message>
      <source>With the confidence layer it also tells how sure the map is, and how many of the wrong pixels to expect in its least certain 5, 10 and 20 percent; with an assessment, how accurate the map was measured to be.</source>
      <translation>Avec la couche de confiance, il dit aussi à quel point la carte est sûre, et combien de pixels faux attendre dans ses 5, 10 et 20 pour cent les moins certains ; avec une évaluation, quelle précision de la carte a été mesurée.</translation>
    </message>
    <message>
      <source>The page stands on its own: it can be sent, read on a phone and printed. JSON and CSV hold the same numbers.</source>
      <translation>La page se suffit à elle-même : elle peut être envoyée, lue sur un téléphone et imprimée. JSON et CSV contiennent les mêmes nombres.</translation>
    </message>
    <message>
      <source>The corrected class map; 0 means no class. Its grid is the grid of all figures.</source>
      <translation>La carte des classes corrigée ; 0 signifie sans classe. Sa grille est celle de tous les chiffres.</translation>
    </message>
    <message>
      <source>The reliability map of the correction: 0 not assessed, 1 high, 2 medium, 3 low.</source>
      <translation>La carte de fiabilité de la correction : 0 non évaluée, 1 élevée, 2 moyenne, 3 faible.</translation>
    </message>
    <message>
      <source>The evidence map of the correction. It tells why a pixel has its reliability, and which classes were not checked.</source>
      <translation>La carte de justification de la correction. Elle dit pourquoi un pixel a sa fiabilité, et quelles classes n’ont pas été contrôlées.</translation>
    </message>
    <message>
      <source>The confidence layer, 0 to 1.</source>
      <translation>La couche de confiance, de 0 à 1.</translation>
    </message>
    <message>
      <source>Polygons to score one by one, for example municipalities or map sheets. Where they overlap, the smaller one counts.</source>
      <translation>Polygones à évaluer un par un, par exemple des communes ou des feuilles de carte. Là où ils se recouvrent, le plus petit compte.</translation>
    </message>
    <message>
      <source>Cuts the map into square zones of this side, in pixels, when no polygons are given; 0 makes none.</source>
      <translation>Découpe la carte en zones carrées de ce côté, en pixels, quand aucun polygone n’est donné ; 0 n’en fait aucune.</translation>
    </message>
    <message>
      <source>The JSON file that Assessment of accuracy wrote of this map. The page, JSON and CSV then also tell the measured accuracy of the map, of every reliability code and of every class, with intervals.</source>
      <translation>Le fichier JSON qu'« Évaluer la précision » a écrit de cette carte. La page, le JSON et le CSV donnent alors aussi la précision mesurée de la carte, de chaque code de fiabilité et de chaque classe, avec intervalles.</translation>
    </message>
    <message>
      <source>The JSON file that Check labels wrote of the old map. The page, JSON and CSV then also tell which classes of the old map look wrong, and what they likely are.</source>
      <translation>Le fichier JSON que « Contrôler les étiquettes » a écrit de l’ancienne carte. La page, le JSON et le CSV disent alors aussi quelles classes de l’ancienne carte semblent fausses, et ce qu’elles sont probablement.</translation>
    </message>
    <message>
      <source>The raster that Check labels wrote. The page then also shows where the old map looks wrong.</source>
      <translation>Le raster que « Contrôler les étiquettes » a écrit. La page montre alors aussi où l’ancienne carte semble fausse.</translation>
    </message>
    <message>
      <source>Heading of the report; if empty: Reliability of the land-cover map.</source>
      <translation>Titre du rapport ; si vide : Reliability of the land-cover map.</translation>
    </message>
    <message>
      <source>The report as one page that needs nothing else: no network, no other files.</source>
      <translation>Le rapport en une seule page autonome : ni réseau, ni autres fichiers.</translation>
    </message>
    <message>
      <source>All figures of the report for programs; null where a figure cannot be told.</source>
      <translation>Tous les chiffres du rapport pour les programmes ; null là où un chiffre ne peut pas être donné.</translation>
    </message>
    <message>
      <source>All figures as one table: the map, each class, each zone, each class in each zone; then, with CONFIDENCE, its distribution; with ASSESSMENT, the accuracy; with LABEL_CHECK, the old map, its classes, what these likely are, its zones.</source>
      <translation>Tous les chiffres en une table : la carte, chaque classe, chaque zone, chaque classe dans chaque zone ; puis, avec CONFIDENCE, sa distribution ; avec ASSESSMENT, la précision ; avec LABEL_CHECK, l’ancienne carte, ses classes, ce que celles-ci sont probablement, ses zones.</translation>
    </message>
    <message>
      <source>Areas as a table for spreadsheets and pivot tables: one row for each class and reliability code, for the whole map and for each zone, with pixels, hectares on the ellipsoid, and the share of the zone.</source>
      <translation>Surfaces en table pour tableurs et tableaux croisés dynamiques : une ligne par classe et code de fiabilité, pour la carte entière et pour chaque zone, avec pixels, hectares sur l’ellipsoïde et part de la zone.</translation>
    </message>
    <message>
      <source>Folder for a PNG of each map with its legend: class_map.png, reliability.png, evidence.png, confidence.png, label_issues.png.</source>
      <translation>Dossier pour un PNG de chaque carte avec sa légende : class_map.png, reliability.png, evidence.png, confidence.png, label_issues.png.</translation>
    </message>
    <message>
      <source>Confidence score of the map, 0 to 1; missing when no class was checked.</source>
      <translation>Score de confiance de la carte, de 0 à 1 ; absent si aucune classe n’a été contrôlée.</translation>
    </message>
    <message>
      <source>Pixels of checked classes with high reliability.</source>
      <translation>Pixels des classes contrôlées de fiabilité élevée.</translation>
    </message>
    <message>
      <source>Pixels of checked classes with medium reliability.</source>
      <translation>Pixels des classes contrôlées de fiabilité moyenne.</translation>
    </message>
    <message>
      <source>Pixels of checked classes with low reliability.</source>
      <translation>Pixels des classes contrôlées de fiabilité faible.</translation>
    </message>
    <message>
      <source>Share of the map's pixels that were not assessed, 0 to 1.</source>
      <translation>Part des pixels de la carte qui n’ont pas été évalués, de 0 à 1.</translation>
    </message>
    <message>
      <source>Lists the places of a land-cover map that are worth a person's look, the most worthwhile first.</source>
      <translation>Liste les lieux d’une carte d’occupation du sol qui méritent le regard d’une personne, les plus utiles d’abord.</translation>
    </message>
    <message>
      <source>Doubtful are the pixels of medium and low reliability and those that were rejected and reassigned. Doubtful pixels that touch, also at a corner only, are one region, whatever their classes. Regions are ranked by area times doubt, summed pixel by pixel; doubt is 1 - confidence. Where no confidence is known, doubt is 0.3 for medium and 0.4 for low reliability, the usual shares of wrong pixels; a pixel without a class always has doubt 1.</source>
      <translation>Douteux sont les pixels de fiabilité moyenne et faible et ceux qui ont été rejetés et réattribués. Les pixels douteux qui se touchent, même par un coin seulement, forment un lieu, quelles que soient leurs classes. Les lieux sont classés par surface fois doute, additionnés pixel par pixel ; le doute est 1 - confiance. Là où aucune confiance n’est connue, le doute est de 0,3 pour une fiabilité moyenne et de 0,4 pour une faible, les parts habituelles de pixels faux ; un pixel sans classe a toujours un doute de 1.</translation>
    </message>
    <message>
      <source>A region longer than MAX_SIDE is cut into equal rows and columns of that length at most, so that each can be looked at on one screen; what lies in one of these rectangles is one region, also where it falls apart there. Together the regions cover exactly the doubtful pixels, without those of spots smaller than MIN_PIXELS.</source>
      <translation>Un lieu plus long que MAX_SIDE est découpé en lignes et colonnes égales d’au plus cette longueur, de sorte que chacune tienne sur un écran ; ce qui se trouve dans un de ces rectangles est un seul lieu, même s’il y est en plusieurs morceaux. Ensemble, les lieux couvrent exactement les pixels douteux, sans ceux des taches plus petites que MIN_PIXELS.</translation>
    </message>
    <message>
      <source>The map may have any size: it is seen in blocks. For the time of the run the disk of the result holds 4 bytes a pixel.</source>
      <translation>La carte peut avoir n’importe quelle taille : elle est vue par blocs. Pendant l’exécution, le disque du résultat contient 4 octets par pixel.</translation>
    </message>
    <message>
      <source>The corrected class map; 0 means no class. Its grid and its CRS are those of the regions.</source>
      <translation>La carte des classes corrigée ; 0 signifie sans classe. Sa grille et son SCR sont ceux des lieux.</translation>
    </message>
    <message>
      <source>The evidence map of the correction. It tells why pixels are doubtful, and finds those that were rejected and left without a class.</source>
      <translation>La carte de justification de la correction. Elle dit pourquoi des pixels sont douteux, et trouve ceux qui ont été rejetés et laissés sans classe.</translation>
    </message>
    <message>
      <source>The confidence layer, 0 to 1. Without it the ranking only knows areas and codes.</source>
      <translation>La couche de confiance, de 0 à 1. Sans elle, le classement ne connaît que surfaces et codes.</translation>
    </message>
    <message>
      <source>The class map that was corrected, to tell which class a region had before. In the same class scheme.</source>
      <translation>La carte des classes qui a été corrigée, pour dire quelle classe un lieu avait avant. Dans la même nomenclature.</translation>
    </message>
    <message>
      <source>Polygons, for example municipalities or map sheets; each region is told in which one it lies. Where they overlap, the smaller one counts.</source>
      <translation>Polygones, par exemple des communes ou des feuilles de carte ; pour chaque lieu est indiqué dans lequel il se trouve. Là où ils se recouvrent, le plus petit compte.</translation>
    </message>
    <message>
      <source>The attribute that names the zones; if empty, an attribute called name, label, title, zone or id is taken, else the first one.</source>
      <translation>L’attribut contenant les noms des zones ; s’il est vide, un attribut nommé name, label, title, zone ou id est pris, sinon le premier.</translation>
    </message>
    <message>
      <source>Connected doubtful pixels that are fewer than this, before any cut, are left out.</source>
      <translation>Les pixels douteux reliés en nombre inférieur à celui-ci, avant tout découpage, sont laissés de côté.</translation>
    </message>
    <message>
      <source>Only so many regions are listed, those that come first in rank; LEFT_OUT tells how many there are besides.</source>
      <translation>Seul ce nombre de lieux est listé, les premiers au classement ; LEFT_OUT dit combien d’autres il y a.</translation>
    </message>
    <message>
      <source>Regions that are longer or wider than this are cut. 256 pixels, 3 screen pixels each, fit on a screen.</source>
      <translation>Les lieux plus longs ou plus larges sont découpés. 256 pixels, de 3 pixels d’écran chacun, tiennent sur un écran.</translation>
    </message>
    <message>
      <source>A GeoPackage with one layer, regions, in the CRS of the map, the first in rank first. Fields: rank; region (a number that a region keeps as long as its first pixel stays doubtful); score (hectares times doubt; pixels times doubt where areas are unknown); pixels; area_ha (on the ellipsoid where the CRS is geographic); doubt and confidence (means); class_id, class_name (most frequent class); before_id, before_name (most frequent class before); medium, low, not_assessed (shares of the reliability codes 2, 3, 0); evidence, reason (most frequent evidence, in words); zone; x, y (the region's pixel nearest to its middle); xmin, ymin, xmax, ymax.</source>
      <translation>Un GeoPackage avec une couche, regions, dans le SCR de la carte, les premiers au classement d’abord. Champs : rank ; region (un numéro qu’un lieu garde tant que son premier pixel reste douteux) ; score (hectares fois doute ; pixels fois doute là où les surfaces sont inconnues) ; pixels ; area_ha (sur l’ellipsoïde si le SCR est géographique) ; doubt et confidence (moyennes) ; class_id, class_name (classe la plus fréquente) ; before_id, before_name (classe la plus fréquente avant) ; medium, low, not_assessed (parts des codes de fiabilité 2, 3, 0) ; evidence, reason (justification la plus fréquente, en toutes lettres) ; zone ; x, y (le pixel du lieu le plus proche de son milieu) ; xmin, ymin, xmax, ymax.</translation>
    </message>
    <message>
      <source>Regions in the list.</source>
      <translation>Lieux dans la liste.</translation>
    </message>
    <message>
      <source>Regions that the limit left out.</source>
      <translation>Lieux que la limite a écartés.</translation>
    </message>
    <message>
      <source>Pixels of the regions in the list.</source>
      <translation>Pixels des lieux de la liste.</translation>
    </message>
    <message>
      <source>Doubtful pixels of the whole map, those of small spots included.</source>
      <translation>Pixels douteux de toute la carte, ceux des petites taches compris.</translation>
    </message>
    <message>
      <source>Draws points on a class map for people to label, so that assess can tell how accurate the map is and how large its classes are. The points are shared out among strata, the classes by reliability code, and spread evenly over each stratum's land; within a stratum every pixel has the same chance.</source>
      <translation>Tire sur une carte des classes des points à étiqueter par des personnes, pour qu'« Évaluer la précision » puisse dire à quel point la carte est précise et quelle est la surface de ses classes. Les points sont répartis entre les strates, les classes par code de fiabilité, et régulièrement sur le terrain de chaque strate ; dans une strate, chaque pixel a la même chance.</translation>
    </message>
    <message>
      <source>Open the points over an image in QGIS, switch on editing and click them one by one: the form offers the classes, and a labelled point takes its class's colour. Label the pixel that the square around the point shows. Whoever stops early should label the points in the order of their numbers: these are random, so that the labelled ones still are a sample.</source>
      <translation>Ouvrez les points par-dessus une image dans QGIS, activez l’édition et cliquez-les un par un : le formulaire propose les classes, et un point étiqueté prend la couleur de sa classe. Étiquetez le pixel que montre le carré autour du point. Qui s’arrête avant la fin devrait étiqueter les points dans l’ordre de leurs numéros : ceux-ci sont aléatoires, de sorte que les points étiquetés restent un échantillon.</translation>
    </message>
    <message>
      <source>The class map; 0 means no class, and no point lies there.</source>
      <translation>La carte des classes ; 0 signifie sans classe, et aucun point ne s’y trouve.</translation>
    </message>
    <message>
      <source>The reliability map of the correction. With it the strata are the classes by reliability code, so that assess can tell how accurate each code is; without it they are the classes.</source>
      <translation>La carte de fiabilité de la correction. Avec elle, les strates sont les classes par code de fiabilité, de sorte qu'« Évaluer la précision » peut donner la précision de chaque code ; sans elle, ce sont les classes.</translation>
    </message>
    <message>
      <source>Number of points in all. The least number of points in a stratum may raise it.</source>
      <translation>Nombre de points en tout. Le nombre minimal de points par strate peut l’augmenter.</translation>
    </message>
    <message>
      <source>If not 0, the number of points is what makes the standard error of overall accuracy this small, for example 0.01; SIZE is then not used. It rests on the accuracies to expect (Olofsson et al. 2014, equation 13).</source>
      <translation>S’il n’est pas 0, le nombre de points est celui qui rend l’erreur type de la précision globale aussi petite, par exemple 0,01 ; SIZE n’est alors pas utilisé. Il repose sur les précisions attendues (Olofsson et al. 2014, équation 13).</translation>
    </message>
    <message>
      <source>If not 0, every class gets at least as many points as make the standard error of its user's accuracy this small, for example 0.05; it rests on the accuracies to expect. What to expect of each class stands in the log and in the table strata.</source>
      <translation>S’il n’est pas 0, chaque classe reçoit au moins assez de points pour que l’erreur type de sa précision de l’utilisateur soit aussi petite, par exemple 0,05 ; il repose sur les précisions attendues. Ce qu’il faut attendre de chaque classe figure dans le journal et dans la table strata.</translation>
    </message>
    <message>
      <source>How the points are shared out among the strata: neyman gives most to what is large and uncertain and makes the standard error of overall accuracy least; proportional follows the size, root its root; equal serves the rare classes best.</source>
      <translation>Comment les points sont répartis entre les strates : neyman donne le plus à ce qui est grand et incertain et rend l’erreur type de la précision globale minimale ; proportional suit la taille, root sa racine ; equal sert le mieux les classes rares.</translation>
    </message>
    <message>
      <source>Every stratum gets at least so many points, or all its pixels if it has fewer. With 50 the intervals of 95 % hold what they promise; with fewer the figures of single classes and codes become vague.</source>
      <translation>Chaque strate reçoit au moins ce nombre de points, ou tous ses pixels si elle en a moins. Avec 50, les intervalles à 95 % tiennent ce qu’ils promettent ; avec moins, les chiffres de certaines classes et de certains codes deviennent vagues.</translation>
    </message>
    <message>
      <source>What share of the pixels you expect to be right where the reliability is not assessed, high, medium and low; only for neyman and for the standard error. Without RELIABILITY the first counts.</source>
      <translation>Quelle part des pixels vous attendez juste là où la fiabilité est non évaluée, élevée, moyenne et faible ; seulement pour neyman et pour l’erreur type. Sans RELIABILITY, la première compte.</translation>
    </message>
    <message>
      <source>Hides the map's class, the reliability and the stratum in the form and the table, so that nobody labels what the map says. They stay in the file, because assess needs them.</source>
      <translation>Masque la classe de la carte, la fiabilité et la strate dans le formulaire et la table, pour que personne n’étiquette ce que dit la carte. Elles restent dans le fichier, car « Évaluer la précision » en a besoin.</translation>
    </message>
    <message>
      <source>The classes of the map, if the map does not tell itself: a built-in scheme or a file. The form offers its classes.</source>
      <translation>Les classes de la carte, si la carte ne les indique pas elle-même : une nomenclature intégrée ou un fichier. Le formulaire propose ses classes.</translation>
    </message>
    <message>
      <source>The same seed gives the same points.</source>
      <translation>La même graine donne les mêmes points.</translation>
    </message>
    <message>
      <source>GeoPackage with the layer points (id, reference and note to fill in, map_class, reliability, stratum, stratum_px, weight) in the map's CRS, its form and colours, and the table strata (pixels, hectares, points, probability of each pixel, and the standard errors to expect of the stratum and of its class).</source>
      <translation>GeoPackage avec la couche points (id, reference et note à remplir, map_class, reliability, stratum, stratum_px, weight) dans le SCR de la carte, son formulaire et ses couleurs, et la table strata (pixels, hectares, points, probabilité de chaque pixel, et erreurs types attendues de la strate et de sa classe).</translation>
    </message>
    <message>
      <source>Number of points drawn.</source>
      <translation>Nombre de points tirés.</translation>
    </message>
    <message>
      <source>Standard error of overall accuracy to expect, if the accuracies are as expected.</source>
      <translation>Erreur type attendue de la précision globale, si les précisions sont telles qu’attendues.</translation>
    </message>
    <message>
      <source>Tests the engine, the process of its own in which SureCover computes: versions of all packages, what there is to run networks with (PyTorch, onnxruntime, OpenVINO), processor cores, graphics cards and disk space, then a tiny run (GDAL's formats, a raster written and read back, a convolution on every device).</source>
      <translation>Teste le moteur, le processus à part dans lequel SureCover calcule : versions de tous les paquets, ce qui peut exécuter des réseaux (PyTorch, onnxruntime, OpenVINO), cœurs du processeur, cartes graphiques et espace disque, puis une exécution minuscule (les formats de GDAL, un raster écrit et relu, une convolution sur chaque matériel).</translation>
    </message>
    <message>
      <source>Run it once after installing, and whenever another algorithm complains about the engine. A failed check is named, and the report is written all the same.</source>
      <translation>Lancez-le une fois après l’installation, et chaque fois qu’un autre algorithme se plaint du moteur. Un contrôle échoué est nommé, et le rapport est écrit malgré tout.</translation>
    </message>
    <message>
      <source>Everything found, and the outcome of every check, as JSON.</source>
      <translation>Tout ce qui a été trouvé, et le résultat de chaque contrôle, en JSON.</translation>
    </message>
    <message>
      <source>Processor cores of this computer.</source>
      <translation>Cœurs du processeur de cet ordinateur.</translation>
    </message>
    <message>
      <source>CUDA devices that the engine can compute on; 0 when it uses the processor alone.</source>
      <translation>Cartes CUDA sur lesquelles le moteur peut calculer ; 0 s’il n’utilise que le processeur.</translation>
    </message>
    <message>
      <source>Free space where temporary files go, in GiB.</source>
      <translation>Espace libre là où vont les fichiers temporaires, en Gio.</translation>
    </message>
    <message>
      <source>Trains a model from images and labels: an old map, polygons drawn by hand, or any other raster or vector layer of classes. What comes out is a model folder for Classify and for Produce a land-cover map, and a page that says how well it does on an area that it never saw.</source>
      <translation>Entraîne un modèle à partir d’images et d’étiquettes : une ancienne carte, des polygones dessinés à la main, ou toute autre couche raster ou vecteur de classes. Il en résulte un dossier de modèle pour « Classer une date » et « Produire une carte d’occupation du sol », et une page qui dit ce qu’il vaut sur une zone qu’il n’a jamais vue.</translation>
    </message>
    <message>
      <source>One part of the area is held out: its labels and pixels teach nothing, nor does a gap around it. The figures compare what the model says there with the given labels, whose mistakes count against it. A model learns what its labels say, at their place and season; it must not be judged by them elsewhere than on the held-out part.</source>
      <translation>Une partie de la zone est réservée : ses étiquettes et ses pixels n’enseignent rien, ni une marge tout autour. Les chiffres comparent ce que le modèle y dit aux étiquettes données, dont les erreurs comptent contre lui. Un modèle apprend ce que disent ses étiquettes, en leur lieu et en leur saison ; il ne doit être jugé par elles nulle part ailleurs que sur la partie réservée.</translation>
    </message>
    <message>
      <source>After every epoch the state is kept beside the model in a folder of its name that ends with .training. A run that was cancelled or killed goes on from there when the same settings are run again with unchanged files, and gives the same model; with other settings it starts anew. The folder goes when the model is complete; if you never come back to it, delete it.</source>
      <translation>Après chaque époque, l’état est gardé à côté du modèle, dans un dossier de son nom terminé par .training. Une exécution annulée ou interrompue continue de là quand les mêmes réglages sont relancés avec des fichiers inchangés, et donne le même modèle ; avec d’autres réglages, elle recommence. Le dossier disparaît quand le modèle est terminé ; si vous n’y revenez jamais, supprimez-le.</translation>
    </message>
    <message>
      <source>One image per date, a raster or a Sentinel-2 product as downloaded (its zip, or the file MTD_MSIL1C.xml or MTD_MSIL2A.xml in its folder). All are seen on the grid of the first one and share the labels; the model learns the bands that all have. Their descriptions (B04, red, VV) become the names by which the model finds its bands later.</source>
      <translation>Une image par date, un raster ou un produit Sentinel-2 tel que téléchargé (son zip, ou le fichier MTD_MSIL1C.xml ou MTD_MSIL2A.xml dans son dossier). Toutes sont vues sur la grille de la première et partagent les étiquettes ; le modèle apprend les bandes que toutes possèdent. Leurs descriptions (B04, red, VV) deviennent les noms par lesquels le modèle trouvera ses bandes plus tard.</translation>
    </message>
    <message>
      <source>Classes to learn from: a raster, or polygons, lines or points, in any CRS. CORINE, WorldCover, Dynamic World, IGBP and OpenStreetMap are recognised, as are maps of SureCover. Pixels without a class teach nothing. A parent class, such as open land, whose children are all learnt teaches 'one of these'.</source>
      <translation>Classes dont apprendre : un raster, ou des polygones, lignes ou points, dans n’importe quel SCR. CORINE, WorldCover, Dynamic World, IGBP et OpenStreetMap sont reconnus, ainsi que les cartes de SureCover. Les pixels sans classe n’enseignent rien. Une classe large, comme les milieux ouverts, dont toutes les sous-classes sont apprises enseigne « l’une de celles-ci ».</translation>
    </message>
    <message>
      <source>Name of the attribute that holds the class, if the labels are a vector layer; empty for CORINE, where it is found by its name, and for OpenStreetMap, whose tags are read from several.</source>
      <translation>Nom de l’attribut contenant la classe, si les étiquettes sont une couche vecteur ; vide pour CORINE, où il est trouvé par son nom, et pour OpenStreetMap, dont les attributs sont lus dans plusieurs champs.</translation>
    </message>
    <message>
      <source>One mask per image, in the same order: a Sentinel-2 scene classification, a cloud probability or a cloud mask, as Cloud-free mosaic explains. None: an image's own band SCL, or what the cloud detector s2cloudless tells of an L1C image with all its bands; otherwise all pixels count as clear. What is not clear teaches nothing.</source>
      <translation>Un masque par image, dans le même ordre : une classification de scène Sentinel-2, une probabilité de nuage ou un masque de nuages, comme l’explique « Mosaïque sans nuages ». Aucun : la bande SCL d’une image, ou ce que le détecteur de nuages s2cloudless dit d’une image L1C avec toutes ses bandes ; sinon tous les pixels comptent comme dégagés. Ce qui n’est pas dégagé n’enseigne rien.</translation>
    </message>
    <message>
      <source>Polygons that are held out as a whole. Without them the area is cut into contiguous blocks, along the cells of a label raster.</source>
      <translation>Polygones réservés en entier. Sans eux, la zone est découpée en blocs d’un seul tenant, suivant les cellules d’un raster d’étiquettes.</translation>
    </message>
    <message>
      <source>The classes to learn: a built-in scheme (basic6, clc44, igbp10, igbp17, worldcover11, dynamicworld9, urbanatlas14) or a .json or .csv file. Empty: basic6 for a recognised product such as CORINE; any other map is learnt in its own classes.</source>
      <translation>Les classes à apprendre : une nomenclature intégrée (basic6, clc44, igbp10, igbp17, worldcover11, dynamicworld9, urbanatlas14) ou un fichier .json ou .csv. Vide : basic6 pour un produit reconnu comme CORINE ; toute autre carte est apprise dans ses propres classes.</translation>
    </message>
    <message>
      <source>How the codes of the labels become classes to learn, a name or a CSV file as Harmonise an external map explains. Empty: the map is recognised, or its codes are the classes.</source>
      <translation>Comment les codes des étiquettes deviennent des classes à apprendre : un nom ou un fichier CSV, comme l’explique « Harmoniser une carte externe ». Vide : la carte est reconnue, ou ses codes sont les classes.</translation>
    </message>
    <message>
      <source>unet: a small U-Net, quick on two cores. resunet: a U-Net on a ResNet (Pollatos et al.). deeplabv3plus: DeepLabV3+ (Yu et al. 2021), for graphics cards. Or one of the baselines that look at every pixel alone (Schmitt et al. 2020): random_forest (100 trees of depth 10), kmeans (as many clusters as classes, matched to the labels); most settings of training mean nothing to them.</source>
      <translation>unet : un petit U-Net, rapide sur deux cœurs. resunet : un U-Net sur un ResNet (Pollatos et al.). deeplabv3plus : DeepLabV3+ (Yu et al. 2021), pour cartes graphiques. Ou l’une des méthodes de comparaison qui regardent chaque pixel seul (Schmitt et al. 2020) : random_forest (100 arbres de profondeur 10), kmeans (autant de groupes que de classes, associés aux étiquettes) ; la plupart des réglages de l’entraînement ne signifient rien pour elles.</translation>
    </message>
    <message>
      <source>Encoder of the network, a name of segmentation-models-pytorch, such as resnet18, or after tu- of timm, such as tu-resnet10t; empty for the network's usual one.</source>
      <translation>Encodeur du réseau, un nom de segmentation-models-pytorch, comme resnet18, ou, après tu-, de timm, comme tu-resnet10t ; vide pour celui qui est habituel au réseau.</translation>
    </message>
    <message>
      <source>cross_entropy: the usual one, with labels of several classes (Schmitt et al. 2020). dice_bce: half dice, half binary cross-entropy (Pollatos et al.). iou: the share of overlap, with equal weight to rare classes (Fonteix et al. 2021).</source>
      <translation>cross_entropy : la fonction habituelle, avec des étiquettes de plusieurs classes (Schmitt et al. 2020). dice_bce : moitié Dice, moitié entropie croisée binaire (Pollatos et al.). iou : la part de recouvrement, avec un poids égal pour les classes rares (Fonteix et al. 2021).</translation>
    </message>
    <message>
      <source>How often the training sees the patches of an epoch. The time grows with it.</source>
      <translation>Combien de fois l’entraînement voit les imagettes d’une époque. Le temps croît avec ce nombre.</translation>
    </message>
    <message>
      <source>After so many epochs, and again and again, only those given labels go on to teach that the network agrees with (Yu et al. 2021, who take 5). For labels with many mistakes; 0 never does.</source>
      <translation>Après ce nombre d’époques, et encore et encore, seules continuent d’enseigner les étiquettes données avec lesquelles le réseau est d’accord (Yu et al. 2021, qui prennent 5). Pour des étiquettes comportant beaucoup d’erreurs ; 0 ne le fait jamais.</translation>
    </message>
    <message>
      <source>Classes, by name or id, separated by commas, or by semicolons where a name holds a comma, that teach nothing, as Savanna in Schmitt et al. 2020.</source>
      <translation>Classes, par nom ou numéro, séparées par des virgules, ou par des points-virgules si un nom contient une virgule, qui n’enseignent rien, comme Savanna chez Schmitt et al. 2020.</translation>
    </message>
    <message>
      <source>Of everything random: the same seed gives the same model on the same computer.</source>
      <translation>De tout ce qui est aléatoire : la même graine donne le même modèle sur le même ordinateur.</translation>
    </message>
    <message>
      <source>Weights that the encoder begins with: the folder of another model, or a file in it, or a .safetensors file of an encoder. They may be of other bands; the encoder must be the same. Nothing is downloaded.</source>
      <translation>Poids avec lesquels commence l’encodeur : le dossier d’un autre modèle, ou un fichier de celui-ci, ou un fichier .safetensors d’un encodeur. Ils peuvent venir d’autres bandes ; l’encodeur doit être le même. Rien n’est téléchargé.</translation>
    </message>
    <message>
      <source>So many first epochs leave the encoder as it is; afterwards it learns at a tenth of the rate (Pollatos et al.). For weights from elsewhere and few labels.</source>
      <translation>Ce nombre de premières époques laisse l’encodeur tel quel ; ensuite, il apprend à un dixième du taux (Pollatos et al.). Pour des poids venus d’ailleurs et peu d’étiquettes.</translation>
    </message>
    <message>
      <source>measured: the mean of each band over the training pixels becomes 0, their standard deviation 1. schmitt2020: reflectance 0 to 1 as it is, radar of -25 to 0 dB to 0 to 1 (Schmitt et al. 2020). yu2021: radar stretched between the 2nd and 98th percentile of each scene (Yu et al. 2021), the held-out part with it, reflectance as it is. The last two need radar in dB: set SCALING of Radar without speckle to none.</source>
      <translation>measured : la moyenne de chaque bande sur les pixels d’apprentissage devient 0, leur écart type 1. schmitt2020 : réflectance de 0 à 1 telle quelle, radar de -25 à 0 dB ramené de 0 à 1 (Schmitt et al. 2020). yu2021 : radar étiré entre les 2e et 98e centiles de chaque scène (Yu et al. 2021), la partie réservée avec elle, réflectance telle quelle. Les deux derniers ont besoin d’un radar en dB : mettez SCALING de « Radar sans chatoiement » à none.</translation>
    </message>
    <message>
      <source>Names of those bands to learn from, separated by commas, such as B02,B03,B04,B08; empty for all that show the surface. For the ten bands of Sentinel-2 other ones, such as B10, are left out.</source>
      <translation>Noms des bandes dont apprendre, séparés par des virgules, par exemple B02,B03,B04,B08 ; vide pour toutes celles qui montrent la surface. Pour les dix bandes de Sentinel-2, d’autres, comme B10, sont laissées de côté.</translation>
    </message>
    <message>
      <source>What a model of one theme looks at, for example water. It learns a class 'other' of everything else, so that several such models together make a map; name its classes under CLASSES.</source>
      <translation>Ce que regarde un modèle d’un seul thème, par exemple l’eau. Il apprend une classe « other » de tout le reste, de sorte que plusieurs de ces modèles forment ensemble une carte ; nommez ses classes sous CLASSES.</translation>
    </message>
    <message>
      <source>Classes to learn, by name or id, separated by commas or semicolons; empty for all that occur. Classes below one of them teach it. The rest teaches nothing, or with a theme 'other'.</source>
      <translation>Classes à apprendre, par nom ou numéro, séparées par des virgules ou des points-virgules ; vide pour toutes celles qui apparaissent. Les sous-classes de l’une d’elles l’enseignent. Le reste n’enseigne rien, ou « other » avec un thème.</translation>
    </message>
    <message>
      <source>Side of the square patches that the network sees at once, in pixels; 0 takes 64 for unet, 128 for resunet, 256 for deeplabv3plus. They overlap by half a side.</source>
      <translation>Côté des imagettes carrées que le réseau voit à la fois, en pixels ; 0 prend 64 pour unet, 128 pour resunet, 256 pour deeplabv3plus. Elles se recouvrent d’un demi-côté.</translation>
    </message>
    <message>
      <source>Patches that the network sees before it changes its weights. Memory grows with it.</source>
      <translation>Imagettes que le réseau voit avant de changer ses poids. La mémoire croît avec ce nombre.</translation>
    </message>
    <message>
      <source>How many patches, drawn at random, make an epoch; 0 takes every patch once.</source>
      <translation>Combien d’imagettes, tirées au hasard, forment une époque ; 0 prend chaque imagette une fois.</translation>
    </message>
    <message>
      <source>Draws patches so that pixels of rare classes are seen as often as those of common ones.</source>
      <translation>Tire les imagettes de façon que les pixels des classes rares soient vus aussi souvent que ceux des classes fréquentes.</translation>
    </message>
    <message>
      <source>Leaves out patches of which a single class fills a larger share of what is labelled, as the open sea in Pollatos et al.; 100 leaves none out. The last ones of a class always stay.</source>
      <translation>Laisse de côté les imagettes dont une seule classe remplit une plus grande part de ce qui est étiqueté, comme la haute mer chez Pollatos et al. ; 100 n’en laisse aucune de côté. Les dernières d’une classe restent toujours.</translation>
    </message>
    <message>
      <source>How patches are varied, each with probability 0.5 (Yu et al. 2021): some of flips, rotations, warps (by up to 2 pixels), stretch (of contrast) and mixes (a rectangle of one patch in another, which helps where few images teach), separated by commas; empty for none.</source>
      <translation>Comment les imagettes sont variées, chaque fois avec une probabilité de 0,5 (Yu et al. 2021) : certains parmi flips, rotations, warps (de 2 pixels au plus), stretch (du contraste) et mixes (un rectangle d’une imagette dans une autre, ce qui aide là où peu d’images enseignent), séparés par des virgules ; vide pour aucun.</translation>
    </message>
    <message>
      <source>Share of the network's features that is left out at random in every step, 0 to 0.5.</source>
      <translation>Part des caractéristiques du réseau omise au hasard à chaque pas, de 0 à 0,5.</translation>
    </message>
    <message>
      <source>How far a step goes; 0 takes 0.0005 for adam, 0.003 for adamw, 0.001 for sgd.</source>
      <translation>Ampleur d’un pas ; 0 prend 0,0005 pour adam, 0,003 pour adamw, 0,001 pour sgd.</translation>
    </message>
    <message>
      <source>How the learning rate changes: onecycle (rises, then falls to 0), cosine or poly (fall to 0), constant.</source>
      <translation>Comment change le taux d’apprentissage : onecycle (monte, puis descend à 0), cosine ou poly (descendent à 0), constant.</translation>
    </message>
    <message>
      <source>At least this share of the given labels of each class stays when labels are refined, so that rare classes do not vanish. Above 0 a label also stays where its class is more probable than usual for it, though another may be more probable still, and the labels that stay count as much as all of their class did. 0 is the rule of Yu et al. 2021.</source>
      <translation>Au moins cette part des étiquettes données de chaque classe reste quand les étiquettes sont affinées, pour que les classes rares ne disparaissent pas. Au-dessus de 0, une étiquette reste aussi là où sa classe est plus probable que d’ordinaire pour elle, même si une autre est plus probable encore, et les étiquettes restantes comptent autant que toutes celles de leur classe auparavant. 0 est la règle de Yu et al. 2021.</translation>
    </message>
    <message>
      <source>Ends the training when the mean IoU on the held-out part has not grown for so many epochs, and keeps the network of the best epoch; the same pixels then choose and judge, which flatters a little. 0 trains to the last epoch and keeps that.</source>
      <translation>Termine l’entraînement quand l’IoU moyen sur la partie réservée n’a pas augmenté pendant ce nombre d’époques, et garde le réseau de la meilleure époque ; les mêmes pixels choisissent et jugent alors, ce qui flatte un peu. 0 entraîne jusqu’à la dernière époque et garde celle-ci.</translation>
    </message>
    <message>
      <source>Pixels between what teaches and what is held out. -1 takes as far as the network looks, and no less than a cell of a label raster.</source>
      <translation>Pixels entre ce qui enseigne et ce qui est réservé. -1 prend aussi loin que voit le réseau, et pas moins d’une cellule d’un raster d’étiquettes.</translation>
    </message>
    <message>
      <source>Only this part of the images teaches and is held out.</source>
      <translation>Seule cette partie des images enseigne et est réservée.</translation>
    </message>
    <message>
      <source>Polygons in any CRS; only pixels whose centre they cover teach and are held out.</source>
      <translation>Polygones dans n’importe quel SCR ; seuls les pixels dont ils couvrent le centre enseignent et sont réservés.</translation>
    </message>
    <message>
      <source>In place of the dates that the images tell: one per image, in the same order, separated by commas, such as 2023-08-10 or 20230810; an empty place keeps what the image tells. The model's card names the first and the last.</source>
      <translation>À la place des dates indiquées par les images : une par image, dans le même ordre, séparées par des virgules, par exemple 2023-08-10 ou 20230810 ; une place vide garde ce qu’indique l’image. La fiche du modèle indique la première et la dernière.</translation>
    </message>
    <message>
      <source>Whether a label raster holds the product's native pixel codes (native: CORINE 1 to 44, Dynamic World 0 to 8) or class ids (ids: CORINE 111 to 523); auto tells them apart by the values that occur.</source>
      <translation>Si un raster d’étiquettes contient les codes de pixel d’origine du produit (native : CORINE 1 à 44, Dynamic World 0 à 8) ou les numéros de classe (ids : CORINE 111 à 523) ; auto les distingue d’après les valeurs présentes.</translation>
    </message>
    <message>
      <source>What happens to codes that the crosswalk does not know: ignore them, so that they teach nothing, or refuse the labels.</source>
      <translation>Ce qui arrive aux codes que la correspondance ne connaît pas : ignore les ignore, ils n’enseignent alors rien ; refuse refuse les étiquettes.</translation>
    </message>
    <message>
      <source>Whether polygons fill every pixel that they touch instead of those whose centre they cover.</source>
      <translation>Si les polygones remplissent chaque pixel qu’ils touchent au lieu de ceux dont ils couvrent le centre.</translation>
    </message>
    <message>
      <source>Pixels by which the masks grow.</source>
      <translation>Nombre de pixels dont les masques sont dilatés.</translation>
    </message>
    <message>
      <source>Where the network is trained: auto takes a graphics card if there is one.</source>
      <translation>Où le réseau est entraîné : auto prend une carte graphique s’il y en a une.</translation>
    </message>
    <message>
      <source>Names of the zones to hold out, separated by commas, or by semicolons where a name holds a comma; none holds nothing out, so that all labels teach and no figures are told. Empty: about a fifth of the labelled pixels, in whole zones or blocks.</source>
      <translation>Noms des zones à réserver, séparés par des virgules, ou par des points-virgules si un nom contient une virgule ; none ne réserve rien, de sorte que toutes les étiquettes enseignent et qu’aucun chiffre n’est donné. Vide : environ un cinquième des pixels étiquetés, en zones ou blocs entiers.</translation>
    </message>
    <message>
      <source>Images of any place that nobody has labelled, with the bands to learn from: an archive has plenty of them. Beside its classes the network learns a second task from them and from the labelled images (after Castillo-Navarro et al.), which shows it more of how land can look. The second task is not part of the saved model. None: the network learns from the labels alone.</source>
      <translation>Images d’un lieu quelconque que personne n’a étiquetées, avec les bandes dont apprendre : une archive en a quantité. À côté de ses classes, le réseau apprend d’elles et des images étiquetées une seconde tâche (d’après Castillo-Navarro et al.), qui lui montre mieux les aspects possibles du terrain. La seconde tâche ne fait pas partie du modèle enregistré. Aucune : le réseau apprend des étiquettes seules.</translation>
    </message>
    <message>
      <source>One cloud mask per image without labels, in the same order, as MASKS; none: the image's own, or all pixels count as clear.</source>
      <translation>Un masque de nuages par image sans étiquettes, dans le même ordre, comme MASKS ; aucun : celui de l’image, ou tous les pixels comptent comme dégagés.</translation>
    </message>
    <message>
      <source>What the second task shares with the first one. late: all but the last layer; early: the encoder; wnet: a second network that works on the class probabilities of the first one.</source>
      <translation>Ce que la seconde tâche partage avec la première. late : tout sauf la dernière couche ; early : l’encodeur ; wnet : un second réseau qui travaille sur les probabilités de classes du premier.</translation>
    </message>
    <message>
      <source>The second task. l1 and l2: paint the image again from what the network sees in it (mean absolute, mean squared error). kmeans: sort the pixels softly into segments of one colour each (relaxed k-means). mumford_shah: the same, with short borders.</source>
      <translation>La seconde tâche. l1 et l2 : repeindre l’image d’après ce que le réseau y voit (erreur absolue moyenne, erreur quadratique moyenne). kmeans : répartir souplement les pixels en segments d’une couleur chacun (k-moyennes relâchées). mumford_shah : de même, avec des limites courtes.</translation>
    </message>
    <message>
      <source>How much the second task counts beside the first one (λ). 0: 2 for l1 and l2, 5 for kmeans and mumford_shah.</source>
      <translation>Combien la seconde tâche compte à côté de la première (λ). 0 : 2 pour l1 et l2, 5 pour kmeans et mumford_shah.</translation>
    </message>
    <message>
      <source>How much the regulariser of kmeans (every pixel in one segment) and mumford_shah (short borders) counts beside the colours (α).</source>
      <translation>Combien le régularisateur de kmeans (chaque pixel dans un segment) et de mumford_shah (limites courtes) compte à côté des couleurs (α).</translation>
    </message>
    <message>
      <source>Into how many segments kmeans and mumford_shah sort the pixels. 0: as many as there are classes.</source>
      <translation>En combien de segments kmeans et mumford_shah répartissent les pixels. 0 : autant qu’il y a de classes.</translation>
    </message>
    <message>
      <source>Name of the model in lists; empty for the folder's name.</source>
      <translation>Nom du modèle dans les listes ; vide pour le nom du dossier.</translation>
    </message>
    <message>
      <source>Folder of the model: model.json (its card: bands, classes, normalisation, figures, place and season), the weights, and job.json with the settings. Files of the same names are replaced.</source>
      <translation>Dossier du modèle : model.json (sa fiche : bandes, classes, normalisation, chiffres, lieu et saison), les poids, et job.json avec les réglages. Les fichiers de même nom sont remplacés.</translation>
    </message>
    <message>
      <source>A page on the training: curves, the figures of the held-out part by class, the confusion matrix, samples.</source>
      <translation>Une page sur l’entraînement : courbes, chiffres de la partie réservée par classe, matrice de confusion, exemples.</translation>
    </message>
    <message>
      <source>Overall accuracy: share of the held-out, labelled pixels for which the model says what the labels say. Missing if nothing was held out.</source>
      <translation>Précision globale : part des pixels réservés et étiquetés pour lesquels le modèle dit ce que disent les étiquettes. Absente si rien n’a été réservé.</translation>
    </message>
    <message>
      <source>Mean over the classes of the share of overlap between model and labels on the held-out part. Missing if nothing was held out.</source>
      <translation>Moyenne, sur les classes, de la part de recouvrement entre modèle et étiquettes sur la partie réservée. Absente si rien n’a été réservé.</translation>
    </message>
    <message>
      <source>Turns a land-cover map into polygons with class, reliability, mean confidence and area, for those who work with vector layers.</source>
      <translation>Transforme une carte d’occupation du sol en polygones avec classe, fiabilité, confiance moyenne et surface, pour qui travaille avec des couches vecteur.</translation>
    </message>
    <message>
      <source>Connected pixels of one class are a polygon. Those smaller than MIN_AREA or MIN_PIXELS join the neighbour with which they share the longest border and take its class, the smallest ones first, until none is left; only what nothing but nodata surrounds stays small. Nodata stays nodata.</source>
      <translation>Les pixels reliés d’une même classe forment un polygone. Ceux plus petits que MIN_AREA ou MIN_PIXELS rejoignent le voisin avec lequel ils partagent la plus longue limite et prennent sa classe, les plus petits d’abord, jusqu’à ce qu’il n’en reste plus ; seul ce que rien d’autre que nodata n’entoure reste petit. Nodata reste nodata.</translation>
    </message>
    <message>
      <source>Neighbours share their borders, also when these are simplified: there is no gap and no overlap. SIMPLIFY takes the steps out of the borders. Points where three polygons meet and the frame of the map stay where they are, so layers of neighbouring maps fit.</source>
      <translation>Les voisins partagent leurs limites, même quand elles sont simplifiées : il n’y a ni lacune ni recouvrement. SIMPLIFY ôte les marches des limites. Les points où trois polygones se rencontrent et le cadre de la carte restent en place ; les couches de cartes voisines s’ajustent donc.</translation>
    </message>
    <message>
      <source>The map is seen in blocks, and no result depends on them. Memory grows with the number of polygons and corners: maps with more than 15 million patches, or that give more than 2 million polygons or 20 million corners, are refused. For the time of the run the disk of the result holds 4 bytes a pixel.</source>
      <translation>La carte est vue par blocs, et aucun résultat n’en dépend. La mémoire croît avec le nombre de polygones et de sommets : les cartes de plus de 15 millions de taches, ou qui donnent plus de 2 millions de polygones ou 20 millions de sommets, sont refusées. Pendant l’exécution, le disque du résultat contient 4 octets par pixel.</translation>
    </message>
    <message>
      <source>The class map; 0 means no class. Its grid and its CRS are those of the polygons.</source>
      <translation>La carte des classes ; 0 signifie sans classe. Sa grille et son SCR sont ceux des polygones.</translation>
    </message>
    <message>
      <source>The reliability map of the correction: 0 not assessed, 1 high, 2 medium, 3 low. Polygons get its most frequent code; of equally frequent ones the less reliable.</source>
      <translation>La carte de fiabilité de la correction : 0 non évaluée, 1 élevée, 2 moyenne, 3 faible. Les polygones reçoivent leur code le plus fréquent ; à fréquence égale, le moins fiable.</translation>
    </message>
    <message>
      <source>The confidence layer, 0 to 1. Polygons get its mean.</source>
      <translation>La couche de confiance, de 0 à 1. Les polygones en reçoivent la moyenne.</translation>
    </message>
    <message>
      <source>The minimum mapping unit in hectares on the ground: smaller polygons join a neighbour. 0 = only MIN_PIXELS counts.</source>
      <translation>L’unité minimale de cartographie en hectares au sol : les polygones plus petits rejoignent un voisin. 0 = seul MIN_PIXELS compte.</translation>
    </message>
    <message>
      <source>Polygons of fewer pixels join a neighbour; 1 = none does.</source>
      <translation>Les polygones de moins de pixels rejoignent un voisin ; 1 = aucun.</translation>
    </message>
    <message>
      <source>In units of the map's CRS, metres or degrees: a corner goes if the triangle of it and its neighbours is smaller than the square of this. The length of a pixel's side takes the steps out of slanting borders; 0 keeps the edges of the pixels. At most 20 pixels.</source>
      <translation>En unités du SCR de la carte, mètres ou degrés : un sommet disparaît si le triangle qu’il forme avec ses voisins est plus petit que le carré de cette valeur. La longueur du côté d’un pixel ôte les marches des limites obliques ; 0 garde les bords des pixels. Au plus 20 pixels.</translation>
    </message>
    <message>
      <source>Pixels of one class but of different reliability codes make separate polygons. A small one then joins a neighbour of its own class if it has one.</source>
      <translation>Les pixels d’une classe mais de codes de fiabilité différents forment des polygones séparés. Un petit rejoint alors un voisin de sa propre classe s’il en a un.</translation>
    </message>
    <message>
      <source>4: pixels that touch at a corner only belong to different polygons. 8: they belong together, and such polygons have several parts.</source>
      <translation>4 : les pixels qui ne se touchent que par un coin appartiennent à des polygones différents. 8 : ils vont ensemble, et de tels polygones ont plusieurs parties.</translation>
    </message>
    <message>
      <source>A GeoPackage with one layer, landcover, in the CRS of the map, in the colours of the classes. Fields: class_id; class_name; reliability (where that map is given: the most frequent code, or the code of the polygon with BY_RELIABILITY); confidence (where that layer is given: the mean over the pixels that have one); area_ha (hectares on the ellipsoid, of the pixels and not of the simplified outline, so that areas add up to those of the map); pixels.</source>
      <translation>Un GeoPackage avec une couche, landcover, dans le SCR de la carte, dans les couleurs des classes. Champs : class_id ; class_name ; reliability (si cette carte est donnée : le code le plus fréquent, ou le code du polygone avec BY_RELIABILITY) ; confidence (si cette couche est donnée : la moyenne des pixels qui en ont une) ; area_ha (hectares sur l’ellipsoïde, des pixels et non du contour simplifié, de sorte que les surfaces s’additionnent à celles de la carte) ; pixels.</translation>
    </message>
    <message>
      <source>Polygons in the layer.</source>
      <translation>Polygones dans la couche.</translation>
    </message>
    <message>
      <source>Connected patches of the map before small ones were merged.</source>
      <translation>Taches reliées de la carte avant la fusion des petites.</translation>
    </message>
    <message>
      <source>Classifies one dated image with a model: a class map, the probability of every class for every pixel, and the map as polygons.</source>
      <translation>Classe une image datée avec un modèle : une carte des classes, la probabilité de chaque classe pour chaque pixel, et la carte en polygones.</translation>
    </message>
    <message>
      <source>Workflows</source>
      <translation>Enchaînements</translation>
    </message>
    <message>
      <source>Classify one date, with polygons</source>
      <translation>Classer une date, avec polygones</translation>
    </message>
    <message>
      <source>Only this part is classified.</source>
      <translation>Seule cette partie est classée.</translation>
    </message>
    <message>
      <source>Of one date: a raster, or a Sentinel-2 product as downloaded.</source>
      <translation>D’une date : un raster, ou un produit Sentinel-2 tel que téléchargé.</translation>
    </message>
    <message>
      <source>Without one the image's own is used.</source>
      <translation>Sans lui, celui de l’image est utilisé.</translation>
    </message>
    <message>
      <source>Smallest polygon, hectares</source>
      <translation>Plus petit polygone, hectares</translation>
    </message>
    <message>
      <source>Smaller patches of the map become part of the neighbour with the longest border.</source>
      <translation>Les taches plus petites de la carte rejoignent le voisin avec la plus longue limite.</translation>
    </message>
    <message>
      <source>Folders of models: one of all classes, or one per theme.</source>
      <translation>Dossiers de modèles : un de toutes les classes, ou un par thème.</translation>
    </message>
    <message>
      <source>Land cover as polygons</source>
      <translation>Occupation du sol en polygones</translation>
    </message>
    <message>
      <source>Maps two years alike, from the images of each and one old map, and tells what became what in hectares: where a map is not sure, no change is claimed.</source>
      <translation>Cartographie deux années de la même façon, à partir des images de chacune et d’une ancienne carte, et dit ce qui est devenu quoi en hectares : là où une carte n’est pas sûre, aucun changement n’est affirmé.</translation>
    </message>
    <message>
      <source>Compare two years</source>
      <translation>Comparer deux années</translation>
    </message>
    <message>
      <source>Folder of the second year</source>
      <translation>Dossier de la seconde année</translation>
    </message>
    <message>
      <source>Folder of the first year</source>
      <translation>Dossier de la première année</translation>
    </message>
    <message>
      <source>Crosswalk of the old map</source>
      <translation>Correspondance de l’ancienne carte</translation>
    </message>
    <message>
      <source>Which class each of its codes becomes, a name or a CSV file; only if it is not recognised.</source>
      <translation>Quelle classe devient chacun de ses codes, un nom ou un fichier CSV ; seulement si elle n’est pas reconnue.</translation>
    </message>
    <message>
      <source>Class attribute of the old map</source>
      <translation>Attribut de classe de l’ancienne carte</translation>
    </message>
    <message>
      <source>Only for vector layers that are not recognised.</source>
      <translation>Seulement pour les couches vecteur qui ne sont pas reconnues.</translation>
    </message>
    <message>
      <source>Images of the second year</source>
      <translation>Images de la seconde année</translation>
    </message>
    <message>
      <source>Dated images of one season or more: rasters, or Sentinel-2 products as downloaded.</source>
      <translation>Images datées d’une saison ou plus : rasters, ou produits Sentinel-2 tels que téléchargés.</translation>
    </message>
    <message>
      <source>Images of the first year</source>
      <translation>Images de la première année</translation>
    </message>
    <message>
      <source>Cloud masks of the second year</source>
      <translation>Masques de nuages de la seconde année</translation>
    </message>
    <message>
      <source>In the order of the images; without them the images' own are used.</source>
      <translation>Dans l’ordre des images ; sans eux, ceux des images sont utilisés.</translation>
    </message>
    <message>
      <source>Cloud masks of the first year</source>
      <translation>Masques de nuages de la première année</translation>
    </message>
    <message>
      <source>Where one of the two maps is less confident, what happened there is not sure.</source>
      <translation>Là où l’une des deux cartes a moins de confiance, ce qui s’y est passé n’est pas sûr.</translation>
    </message>
    <message>
      <source>Models (none: learn from the old map)</source>
      <translation>Modèles (aucun : apprendre de l’ancienne carte)</translation>
    </message>
    <message>
      <source>Folders of models: one of all classes, or one per theme. Without one SureCover learns from the old map itself.</source>
      <translation>Dossiers de modèles : un de toutes les classes, ou un par thème. Sans modèle, SureCover apprend de l’ancienne carte elle-même.</translation>
    </message>
    <message>
      <source>What both years are checked with: a raster, or polygons.</source>
      <translation>Ce à quoi les deux années sont comparées : un raster, ou des polygones.</translation>
    </message>
    <message>
      <source>Brings an old map up to date: a corrected land-cover map from dated images, with a reliability code and a confidence for every pixel; the doubtful places as polygons, those first where a look pays most; the map as polygons; and a page of scores by class.</source>
      <translation>Met à jour une ancienne carte : une carte d’occupation du sol corrigée à partir d’images datées, avec un code de fiabilité et une confiance pour chaque pixel ; les lieux douteux en polygones, d’abord ceux où un regard est le plus utile ; la carte en polygones ; et une page de scores par classe.</translation>
    </message>
    <message>
      <source>Update an old map</source>
      <translation>Mettre à jour une ancienne carte</translation>
    </message>
    <message>
      <source>Cloud masks</source>
      <translation>Masques de nuages</translation>
    </message>
    <message>
      <source>CORINE, OpenStreetMap, WorldCover, last year's product: a raster, or polygons.</source>
      <translation>CORINE, OpenStreetMap, WorldCover, le produit de l’an dernier : un raster, ou des polygones.</translation>
    </message>
    <message>
      <source>Doubtful places</source>
      <translation>Lieux douteux</translation>
    </message>
    <message>
      <source>Stands at the top of the page.</source>
      <translation>Figure en haut de la page.</translation>
    </message>
  </context>
</TS>
