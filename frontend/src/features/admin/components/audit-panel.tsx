import { canisterNames } from '@qikcard/contracts';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { useAdminText } from '../api/text.ts';
import { AuditRow } from './audit-row.tsx';

/** The audit trails of the six canisters, and the proof that they are whole. */
export function AuditPanel() {
  const text = useAdminText();
  const [round, setRound] = useState(0);
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-2xl text-muted text-sm">{text('auditLead')}</p>
      <Button
        icon={ShieldCheck}
        onClick={() => setRound((before) => before + 1)}
        className="self-start"
      >
        {text('verifyAll')}
      </Button>
      <Card>
        <ul>
          {canisterNames.map((name) => (
            <AuditRow key={name} name={name} round={round} />
          ))}
        </ul>
      </Card>
      <p className="text-muted text-sm">{text('tipNote')}</p>
    </div>
  );
}
