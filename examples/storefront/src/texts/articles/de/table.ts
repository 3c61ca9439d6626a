import type { ArticleText } from '../../text.ts';

export const table: Readonly<Record<string, ArticleText>> = {
  'pebble-mug': {
    title: 'Kieselbecher',
    line: 'Passt in die Hand, dann erst ins Regal.',
    description:
      'Ein gerader Becher mit rundem Fuß, gedreht von zwei Leuten in einem ehemaligen Netzboden. Das untere Drittel bleibt roh, damit man Ton hält und nicht Glasur.',
    details: ['Steinzeug, 320 ml', 'Spülmaschine und Mikrowelle', 'Jedes Mal ein wenig anders'],
  },
  'afternoon-teapot': {
    title: 'Nachmittagskanne',
    line: 'Gießt auch den letzten Tropfen, wohin man zielt.',
    description:
      'Eine runde Kanne mit einer Tülle, die elfmal neu gezeichnet wurde, bis sie nicht mehr tropfte. Sie fasst vier Tassen und ein Sieb aus Stahlgewebe.',
    details: ['Steinzeug, 1,1 l', 'Sieb aus Stahl', 'Knauf aus Eiche'],
  },
  'shore-plates': {
    title: 'Uferteller',
    line: 'Zwei große, ein kleiner, für jeden von euch.',
    description:
      'Teller mit einem niedrigen Rand, der die Soße hält und das Essen zeigt. In eine Glasur getaucht, die am Rand zu Kreide aufbricht wie die Flut an der Rampe.',
    details: ['Steinzeug, drei Stück', '27, 27 und 20 cm', 'Spülmaschine und Mikrowelle'],
  },
  'supper-bowl': {
    title: 'Abendbrotschale',
    line: 'Für Suppe, Nudeln und das Sofa.',
    description:
      'Tief genug für Ramen und weit genug für Salat. Der Fuß ist schmal: So liegt sie gut in einer Hand, während die andere umblättert.',
    details: ['Steinzeug, 22 cm', 'Spülmaschine und Mikrowelle'],
  },
  'norrby-tumblers': {
    title: 'Gezeitengläser',
    line: 'Fünf Gläser, fünf Gezeiten.',
    description:
      'In eine Holzform geblasen, die mit jedem Glas ein wenig verbrennt; deshalb gleicht keines ganz dem anderen. Die Farbe kommt vom Eisen im Sand.',
    details: ['Mundgeblasenes Glas, fünf Stück', 'Je 240 ml', 'Von Hand spülen'],
  },
  'norrby-carafe': {
    title: 'Nachtkaraffe',
    line: 'Wasser am Bett, Wein auf dem Tisch.',
    description:
      'Ein schmaler Hals, der gehalten, und ein Eichenstopfen, der verloren werden will; wir verkaufen ihn auch einzeln, schreiben Sie einfach.',
    details: ['Mundgeblasenes Glas, 1 l', 'Stopfen aus Eiche'],
  },
  'linen-napkins': {
    title: 'Gerollte Leinenservietten',
    line: 'Mit jeder Wäsche besser.',
    description:
      'Drei Servietten aus gewaschenem Leinen mit Briefecken und je einem Messingring. Sie knittern, und so sollen sie aussehen.',
    details: ['Leinen, 45 × 45 cm, drei Stück', 'Ringe aus Messing', 'Bei 60 °C waschen'],
  },
  'bentwood-tray': {
    title: 'Bugholztablett für zwei',
    line: 'Das Frühstück kennt den Weg nach oben.',
    description:
      'Ein Rand aus gedämpfter Eiche um einen furnierten Boden, leicht genug für eine Hand. Die beiden kleinen Tassen sind dabei.',
    details: ['Eiche, lackiert', '38 cm', 'Zwei Espressotassen'],
  },
  'sunday-egg-cups': {
    title: 'Sonntags-Eierbecher',
    line: 'Vier Minuten und ein guter Löffel.',
    description:
      'Ein Paar mit Taille, damit die Finger sie finden, ehe der Tee gewirkt hat. Gedreht aus dem, was um vier Uhr auf der Scheibe übrig ist.',
    details: ['Steinzeug, zwei Stück', '8 cm', 'Spülmaschine'],
  },
  'birthday-stand': {
    title: 'Geburtstagsplatte',
    line: 'Hebt das Gewöhnliche um zwölf Zentimeter.',
    description:
      'Ein weiter Teller auf einem Fuß, der sich für den Schrank abnehmen lässt. Der Rand ist gerade hoch genug für die Kirsche, die rollt.',
    details: ['Steinzeug, 30 cm', 'Fuß abschraubbar', 'Von Hand spülen'],
  },
  'orchard-bowl': {
    title: 'Obstschale',
    line: 'Platz für den ganzen Heimweg.',
    description:
      'Aus der Maser einer alten Eiche gehöhlt, weit und flach, damit unten nichts gedrückt wird. Obst ist nicht dabei, aber wir wissen, wo es wächst.',
    details: ['Eiche, geölt, 38 cm', 'Jede ein Einzelstück', 'Abwischen, nicht spülen'],
  },
};
