import './styles.css';
import { type SignInRequest, serveAuthorizeClient } from './authorize-client.ts';
import { serveIcrcSigner } from './icrc-signer.ts';
import { demoPeople } from './people.ts';
import { personCard, statusLine } from './view.ts';

const list = element('people');
const form = element('new-person') as HTMLFormElement;
const name = element('name') as HTMLInputElement;
let request: SignInRequest | undefined;

for (const person of demoPeople) list.append(personCard(person, () => choose(person.name)));
form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (name.value.trim() !== '') void choose(name.value);
});

// Nothing can be chosen before somebody asks: a click must never be lost.
setUsable(false);
if (window.opener) {
  serveAuthorizeClient(window.opener, asked);
  serveIcrcSigner(window.opener, asked);
} else {
  statusLine('QikCard opens this page when you sign in. Open QikCard and press “Sign in”.');
}

function asked(next: SignInRequest): void {
  request = next;
  setUsable(true);
  statusLine(`Choose who you are at ${new URL(next.origin).host}.`);
}

async function choose(userName: string): Promise<void> {
  if (!request) return;
  setUsable(false);
  statusLine(`Signing in as ${userName} …`);
  await request.approve(userName);
}

function setUsable(usable: boolean): void {
  for (const control of document.querySelectorAll<HTMLButtonElement>('button, input')) {
    control.disabled = !usable;
  }
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`#${id} is missing`);
  return found;
}
