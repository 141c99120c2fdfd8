import { CODE_MAX_CHARS } from '@qikcard/contracts';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useThingsText } from '../../../locales/things.ts';

/** A code that is typed or pasted where a camera cannot read it; the field is free again at once. */
export function TypedCode({ onCode }: { onCode(text: string): unknown }) {
  const p = useThingsText();
  const [text, setText] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    setText('');
    if (text.trim()) void onCode(text);
  };
  return (
    <form onSubmit={send} className="flex items-end gap-3">
      <div className="min-w-0 flex-1">
        <TextField
          label={p('scan.typed')}
          value={text}
          maxLength={CODE_MAX_CHARS}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <Button type="submit" look="secondary" size="lg">
        {p('action.open')}
      </Button>
    </form>
  );
}
