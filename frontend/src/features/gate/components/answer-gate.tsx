import {
  answerMessage,
  answerPayload,
  doorCode,
  type GateChallenge,
  type Registration,
  readChallengeCode,
} from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { QrCode } from '../../../components/ui/qr-code.tsx';
import { useGateText } from '../../../locales/gate.ts';
import { useDoorText } from '../../door/api/text.ts';
import { useHolding } from '../../pass/api/rotating-code.ts';
import { useCamera } from '../../scanner/api/use-camera.ts';
import { CameraView } from '../../scanner/components/camera-view.tsx';

type Props = { registration: Registration; onBack(): void };

/** The phone of a guest reads what the gate shows, and shows the signed answer. */
export function AnswerGate({ registration, onBack }: Props) {
  const g = useGateText();
  useDoorText();
  const holding = useHolding(registration);
  const key = holding.data?.at === 'here' ? holding.data.key : undefined;
  const [answer, setAnswer] = useState<string>();
  const [isOther, setOther] = useState(false);
  const camera = useCamera(async (text) => {
    const challenge = readChallengeCode(text);
    if (challenge === undefined || key === undefined || answer !== undefined) return;
    setOther(challenge.eventId !== registration.event_id);
    if (challenge.eventId !== registration.event_id) return;
    setAnswer(await answered(challenge, registration.id, key.sign));
    camera.stop();
  });
  const again = () => {
    setAnswer(undefined);
    void camera.start();
  };
  return (
    <div className="flex w-full flex-1 flex-col items-center gap-5 px-4 text-center">
      {answer ? (
        <>
          <div className="w-full max-w-90">
            <QrCode text={answer} label={g('answerCode')} />
          </div>
          <p className="font-semibold text-2xl">{registration.display_name}</p>
          <p className="max-w-72">{g('answerShow')}</p>
          <Button look="secondary" onClick={again}>
            {g('answerAgain')}
          </Button>
        </>
      ) : (
        <div className="flex w-full flex-1 flex-col overflow-hidden rounded-lg">
          <CameraView
            camera={camera}
            lead={g('answerLead')}
            className="min-h-[44dvh]"
            onStart={() => setOther(false)}
          />
        </div>
      )}
      {isOther && <Notice tone="problem">{g('answerOther')}</Notice>}
      {holding.isSuccess && key === undefined && <Notice tone="problem">{g('answerNoKey')}</Notice>}
      <Button look="quiet" onClick={onBack}>
        {g('answerBack')}
      </Button>
    </div>
  );
}

async function answered(
  challenge: GateChallenge,
  registrationId: bigint,
  sign: (message: Uint8Array) => Promise<Uint8Array>,
): Promise<string> {
  const signature = await sign(answerMessage(challenge, registrationId));
  const { step, nonce } = challenge;
  return doorCode(answerPayload({ registrationId, step, nonce, signature }));
}
