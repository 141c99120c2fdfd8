import type { FirstRunTextKey } from './en.ts';

/** Les premiers pas, en français. */
export const firstRunFr: Record<FirstRunTextKey, string> = {
  step: 'Étape {step} sur {steps}',
  'name.title': 'Comment vous appelez-vous ?',
  'name.lead': 'Trois courtes étapes, et c’est parti.',
  'name.usernameHint': 'On vous trouve grâce à lui. Vous pouvez aussi le choisir plus tard.',
  'name.preparing': 'Votre compte se prépare. Cela prend quelques secondes.',
  'consent.title': 'Ce qui est conservé sur vous',
  'consent.lead':
    'Vous décidez champ par champ de ce que les autres voient. Voici le minimum dont QikCard a besoin.',
  'consent.name': 'Votre nom',
  'consent.nameText':
    'Pour les organisateurs et l’équipe à l’entrée des événements que vous rejoignez.',
  'consent.profile': 'Votre profil',
  'consent.profileText':
    'Votre nom d’utilisateur est public. Photo, texte et liens aussi, tant que vous ne changez rien ; vos visites ne sont que pour vous.',
  'consent.entries': 'Vos entrées et sorties',
  'consent.entriesText':
    'Quand et à quelle porte votre code a été lu : pour l’organisateur de l’événement et pour vous.',
  'consent.audit': 'Un journal d’audit',
  'consent.auditText':
    'Ce que vous avez fait reste lié à votre principal, un numéro sans nom, pour que personne ne réécrive l’histoire.',
  'consent.rights': 'Votre copie et votre sortie',
  'consent.rightsText': 'Téléchargez ce qui est conservé sur vous, ou effacez-le, à tout moment.',
  'consent.more': 'En savoir plus sur la confidentialité',
  'consent.agree': 'Accepter et continuer',
  'consent.decline': 'Pas maintenant, se déconnecter',
  'notifications.title': 'Que souhaitez-vous recevoir ?',
  'notifications.lead':
    'Cela apparaît dans votre boîte. Ce qui est désactivé n’est pas conservé. Vous pourrez y revenir.',
  'notifications.done': 'Terminer',
};
