import type { en } from './en.ts';

export const fr: Record<keyof typeof en, string> = {
  title: 'Votre photo pour l’entrée',
  add: 'Ajouter une photo pour l’entrée',
  addHint: 'Pour que personne d’autre n’entre avec votre code.',
  given: 'Votre photo pour l’entrée',
  givenHint: 'L’équipe la voit à côté de votre nom.',
  who: 'Qui la voit : l’organisateur et l’équipe de {event}, à côté de votre nom, quand ils lisent votre code ou vous cherchent. Aucun autre invité, aucun autre événement.',
  until:
    'Vous pouvez la changer ou la retirer à tout moment. Elle est effacée un jour après l’événement, et si vous rendez ou cédez votre place.',
  preview: 'Ce que l’équipe verra',
  take: 'Prendre une photo',
  choose: 'Choisir une photo',
  profile: 'Utiliser ma photo de profil',
  give: 'La montrer à l’équipe',
  other: 'Une autre',
  remove: 'La retirer',
  saved: 'L’équipe à l’entrée verra votre photo d’ici une minute.',
  removed: 'Votre photo est retirée.',
  failed: 'Cette image ne convient pas. Prenez-en une autre.',
  offline: 'Vous êtes hors ligne. La photo pourra être changée au retour du réseau.',
  face: 'Photo donnée par {name}',
  looking: 'La photo arrive …',
  missing: 'Il y a une photo, mais pas sur ce téléphone.',
  tampered: 'Ce qui est arrivé n’est pas la photo de cet invité. Ne vous fiez à aucune photo.',
  'kept.one': '{count} photo d’invité est aussi sur ce téléphone.',
  'kept.other': '{count} photos d’invités sont aussi sur ce téléphone.',
};
