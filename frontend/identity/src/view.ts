type Person = { name: string; does: string };

/** A person as one big button, named by who it is. */
export function personCard({ name, does }: Person, onChoose: () => void): HTMLLIElement {
  const initials = name
    .split(' ')
    .map((word) => word[0])
    .join('');
  const card = make('button', 'card');
  card.type = 'button';
  const words = make('span', 'min-w-0 text-start');
  words.append(
    make('span', 'block font-semibold', name),
    make('span', 'block text-muted text-sm', does),
  );
  const avatar = make('span', 'avatar', initials);
  avatar.ariaHidden = 'true';
  card.append(avatar, words);
  card.addEventListener('click', onChoose);
  const item = make('li', '');
  item.append(card);
  return item;
}

/** Says what happens now, to eyes and to screen readers. */
export function statusLine(text: string): void {
  const status = document.getElementById('status');
  if (status) status.textContent = text;
}

function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
