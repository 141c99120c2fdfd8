import { CODE_MAX_CHARS, readCode, readCredential, readLabel } from '@qikcard/contracts';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { Button } from '../../../components/ui/button.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { CodeReader } from '../../scanner/components/code-reader.tsx';
import { tokenText } from './token-text.ts';

/** From a label or a code to the page that confirms: by camera, by hand scanner, by typing. */
export function ScanPage() {
  const p = useThingsText();
  const go = useNavigate();
  const [text, setText] = useState('');
  const [unknown, setUnknown] = useState(false);
  const open = (code: string) => {
    const path = pathOf(code);
    if (path) go(path);
    else setUnknown(true);
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    open(text);
  };
  return (
    <Page
      title={p('code.title')}
      lead={p('code.lead')}
      width="narrow"
      back={{ to: '/things', label: p('things.title') }}
    >
      <CodeReader lead={p('code.point')} className="min-h-80 rounded-lg" onCode={open} />
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
        <Button type="submit" wide size="lg" look="secondary">
          {p('action.open')}
        </Button>
      </form>
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
