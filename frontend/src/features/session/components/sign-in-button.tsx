import { Fingerprint } from 'lucide-react';
import { useState } from 'react';
import { Button, type ButtonLook, type ButtonSize } from '../../../components/ui/button.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { useText } from '../../../lib/text.tsx';
import { SignInCancelled } from '../api/auth-port.ts';
import { useSession } from '../api/session.tsx';

type Props = { look?: ButtonLook; size?: ButtonSize; wide?: boolean };

/** Opens the identity provider and waits for it. */
export function SignInButton({ look, size, wide }: Props) {
  const t = useText();
  const say = useToast();
  const { signIn, status } = useSession();
  const [busy, setBusy] = useState(false);
  const press = () => {
    setBusy(true);
    signIn()
      .catch((error: unknown) => {
        const cancelled = error instanceof SignInCancelled;
        say(t(cancelled ? 'session.cancelled' : 'session.failed'), 'problem');
      })
      .finally(() => setBusy(false));
  };
  return (
    <Button look={look} size={size} wide={wide} icon={Fingerprint} busy={busy} onClick={press}>
      {t(status === 'expired' ? 'session.signInAgain' : 'session.signIn')}
    </Button>
  );
}
