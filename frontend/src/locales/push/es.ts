import type { PushTextKey } from './en.ts';

export const pushEs: Record<PushTextKey, string> = {
  title: 'Con la aplicación cerrada',
  lead: 'Novedades como notificaciones de tu dispositivo. Su contenido viaja cifrado.',
  notOffered:
    'Este despliegue aún no envía notificaciones push. Las novedades esperan en tu bandeja.',
  unsupported:
    'Este navegador no puede recibir notificaciones push. En iPhone o iPad, añade antes QikCard a la pantalla de inicio.',
  denied:
    'Las notificaciones están bloqueadas para esta página. Permítelas en los ajustes del navegador para este sitio y vuelve.',
  turnOn: 'Avisarme en este dispositivo',
  failed: 'No se puede contactar con el servicio push de este navegador. Inténtalo más tarde.',
  devices: 'Dispositivos avisados',
  unnamed: 'Dispositivo sin nombre',
  here: 'Este dispositivo',
  remove: 'Quitar',
  removeNamed: 'Dejar de avisar a {name}',
  removed: '{name} ya no recibe avisos.',
  'refusal.LimitReached': 'El máximo es {limit}. Quita uno antes.',
};
