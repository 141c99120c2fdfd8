import { CODE_MAX_CHARS, readCode, readCredential, readLabel } from '@qikcard/contracts';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { Drawing } from '../../../components/ui/drawing.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { tokenText } from './token-text.ts';

/** From a label or a code to the page that confirms; also for scanners that type. */
export function ScanPage() {
  const p = useThingsText();
  const go = useNavigate();
  const [text, setText] = useState('');
  const [unknown, setUnknown] = useState(false);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const path = pathOf(text);
    if (path) go(path);
    else setUnknown(true);
  };
  return (
    <Page
      title={p('code.title')}
      lead={p('code.lead')}
      width="narrow"
      back={{ to: '/things', label: p('things.title') }}
    >
      <Card className="flex flex-col items-center gap-6 p-6">
        <Drawing name="reader" />
        <form onSubmit={send} className="flex w-full flex-col gap-5">
          <TextField
            label={p('code.label')}
            hint={p('code.hint')}
            error={unknown ? p('code.none') : undefined}
            value={text}
            maxLength={CODE_MAX_CHARS}
            autoComplete="off"
            autoCapitalize="characters"
            onChange={(event) => {
              setText(event.target.value);
              setUnknown(false);
            }}
          />
          <Button type="submit" wide size="lg">
            {p('action.open')}
          </Button>
        </form>
      </Card>
    </Page>
  );
}

/** Where a scanned or typed text leads, or undefined when it is no code of a thing. */
export function pathOf(text: string): string | undefined {
  const code = readCode(text.trim());
  if (code && readCredential(code.payload)) return `/t/${tokenText(code.payload)}`;
  const label = readLabel(text);
  return label && `/l/${label}`;
}
