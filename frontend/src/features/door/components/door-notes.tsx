import { expectOk } from '@qikcard/client';
import type { Passage, DoorNotes as Shown } from '@qikcard/contracts';
import { useMutation } from '@tanstack/react-query';
import { Flag } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useText } from '../../../lib/text.tsx';
import { QuestionField } from '../../events/components/question-field.tsx';
import { useSession } from '../../session/api/session.tsx';
import { useDoorText } from '../api/text.ts';

type Props = { passage: Passage; onAnswered(): void };

/** What staff must see of a guest before they go in, and what they are to ask. */
export function DoorNotes({ passage, onAnswered }: Props) {
  const d = useDoorText();
  const [notes] = passage.door_notes;
  if (notes === undefined) return null;
  return (
    <div className="mt-6 flex w-full max-w-md flex-col gap-5 rounded-lg bg-surface p-5 text-start text-base text-ink">
      {notes.attention !== '' && (
        <div className="flex items-start gap-3">
          <Flag aria-hidden size={24} className="mt-0.5 shrink-0 text-waiting-text" />
          <p className="min-w-0">
            <span className="block font-semibold text-muted text-sm">{d('attention')}</span>
            <span className="block break-words font-semibold text-xl">{notes.attention}</span>
          </p>
        </div>
      )}
      {notes.questions.length > 0 && (
        <Questions
          key={String(passage.registration_id)}
          id={passage.registration_id}
          questions={notes.questions}
          onAnswered={onAnswered}
        />
      )}
    </div>
  );
}

type QuestionsProps = { id: bigint; questions: Shown['questions']; onAnswered(): void };

function Questions({ id, questions, onAnswered }: QuestionsProps) {
  const d = useDoorText();
  const t = useText();
  const { qik } = useSession();
  const [given, setGiven] = useState<Record<number, string>>({});
  const save = useMutation({
    mutationFn: async () => {
      const answers = questions.map(({ number }) => ({
        question: number,
        answer: given[number] ?? '',
      }));
      return expectOk(await qik.event.answer_questions({ registration_id: id, answers }));
    },
    onSuccess: onAnswered,
  });
  if (save.isSuccess) return null;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <p className="font-semibold text-muted text-sm">{d('ask')}</p>
      {questions.map((question) => (
        <QuestionField
          key={question.number}
          question={question}
          answer={given[question.number] ?? ''}
          onChange={(answer) => setGiven({ ...given, [question.number]: answer })}
        />
      ))}
      {save.isError && <Notice tone="problem">{errorText(save.error, t)}</Notice>}
      <Button type="submit" busy={save.isPending}>
        {d('saveAnswers')}
      </Button>
    </form>
  );
}
