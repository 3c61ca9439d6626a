import type { ArticleText } from '../../text.ts';

export const kitchen: Readonly<Record<string, ArticleText>> = {
  'harrow-skillet': {
    title: 'Gusseiserne Pfanne „Harrow“',
    line: 'Die Pfanne, die den Herd überlebt.',
    description:
      'In Sand gegossen, innen glatt geschliffen und zweimal mit Leinöl eingebrannt. Sie ist schwer, sie hält die Hitze, und nach einem Jahr voller Eier bleibt nichts mehr an ihr hängen.',
    details: ['Gusseisen, eingebrannt', 'Für jeden Herd und den Ofen', 'Von Hand spülen, gleich abtrocknen'],
  },
  'ember-casserole': {
    title: 'Sonntagsbräter',
    line: 'Vier Liter Geduld.',
    description:
      'Emailliertes Eisen mit einem Deckel, der innen gewölbt ist, damit zurück auf den Braten fällt, was aufsteigt. Der Messingknauf bleibt lange genug kühl zum Nachsehen.',
    details: ['Emailliertes Gusseisen, 4,2 l', 'Ofenfest bis 240 °C', 'Messingknauf, austauschbar'],
  },
  'whistle-kettle': {
    title: 'Pfeifkessel',
    line: 'Zwei Töne, eine Quarte auseinander.',
    description:
      'Ein emaillierter Kessel mit Griff aus Nussbaum und einer Pfeife, die ein Orgelbauer im Ruhestand gestimmt hat. Er sagt, dass das Wasser kocht; er schreit es nicht.',
    details: ['Emaillierter Stahl, 1,8 l', 'Griff aus Nussbaum', 'Gas, Elektro und Induktion'],
  },
  'walnut-board': {
    title: 'Schneidebrett aus Nussbaum',
    line: 'Ein Brett, kein Leim.',
    description:
      'Aus einer einzigen Bohle geschnitten, die Maserung der Länge nach, dreimal geölt und mit einer Schlaufe versehen, damit es hängt, wo man es sieht.',
    details: ['Europäischer Nussbaum', 'Zweimal im Jahr ölen', '40 × 24 × 2 cm'],
  },
  'olive-spoons': {
    title: 'Drei Löffel und ihr Topf',
    line: 'Zum Rühren, Wenden, Kosten.',
    description:
      'Geschnitzt aus dem Schnittholz eines Eichenwalds: ein tiefer Löffel, ein flacher zum Braten und ein kleiner für den, der kocht. Der gesprenkelte Topf gehört dazu.',
    details: ['Eiche, geölt', 'Topf aus Steinzeug', 'Von Hand spülen'],
  },
  'tall-mill': {
    title: 'Hohe Pfeffermühle',
    line: 'Ein Dreh aus dem Handgelenk, nicht aus dem Arm.',
    description:
      'Gedrechselte Buche unter sieben dünnen Schichten Farbe, mit einem Keramikmahlwerk, das sich ohne Werkzeug von staubfein bis grob stellen lässt.',
    details: ['Buche, Keramikmahlwerk', '22 cm hoch', 'Pfeffer ist dabei'],
  },
  'nest-bowls': {
    title: 'Rührschüsseln im Nest',
    line: 'Drei, die so viel Platz brauchen wie eine.',
    description:
      'Zum Schlagen, zum Gehenlassen, für den Salat. Innen und außen glasiert, mit einem Fuß, der breit genug ist, um beim Rühren stehen zu bleiben.',
    details: ['Steinzeug, 0,8, 1,6 und 3 l', 'Spülmaschine und Ofen', 'Jede signiert'],
  },
  'house-tea': {
    title: 'Haustee',
    line: 'Für die zweite Tasse so gut wie für die erste.',
    description:
      'Ganze Blätter in einer Dose, die sich mit einem Seufzer schließt. „Morgen“ ist kräftig und verträgt Milch, „Rauch“ wurde über Kiefernholz getrocknet, und in „Minze“ ist gar kein Tee: das ist der für nach dem Abendessen.',
    details: ['Ganzes Blatt, 125 g', 'Etwa fünfzig Tassen', 'Dose zum Nachfüllen'],
  },
  'heather-honey': {
    title: 'Heidehonig',
    line: 'Dick wie der August.',
    description:
      'Von Völkern, die ins Moor getragen werden, wenn die Heide aufgeht. Er wird fest wie Butter, schmeckt ein wenig nach Rauch und verlangt eher ein Messer als einen Löffel.',
    details: ['Roher Honig, 350 g', 'Glas und Deckel gehen zum Füllen zurück', 'Mit Löffel aus Eiche'],
  },
  'oak-salt-box': {
    title: 'Salzdose aus Eiche',
    line: 'Eine Prise, ohne hinzusehen.',
    description:
      'Aus einem Stück gedrechselt, mit einem Deckel, der sich auf einem Holzstift zur Seite dreht. Eiche hält Salz besser trocken als jeder Streuer; die ersten 200 Gramm sind drin.',
    details: ['Eiche, geölt, 11 cm', 'Mit 200 g Flockensalz', 'Abwischen, nicht spülen'],
  },
  'board-oil': {
    title: 'Öl für Brett und Löffel',
    line: 'Holz trinkt zweimal im Jahr.',
    description:
      'Lein- und Walnussöl mit etwas Bienenwachs, langsam gekocht, damit es hart trocknet. Mit dem Tuch einreiben, einen Tag warten, und das Brett ist neu.',
    details: ['250 ml, mit Tuch', 'Lebensmittelecht', 'Für Bretter, Löffel und Griffe'],
  },
  'dish-brush': {
    title: 'Spülbürste mit Ersatzkopf',
    line: 'Behält den Griff, wechselt das Haar.',
    description:
      'Buche mit Borsten aus Agave, fest genug für eine Eisenpfanne. Der müde Kopf lässt sich abdrehen; der nächste liegt in der Schachtel, und danach kommt Nachschub mit der Post.',
    details: ['Buche, Agavenfaser', 'Ein Griff, zwei Köpfe', 'Der alte kommt auf den Kompost'],
  },
};
