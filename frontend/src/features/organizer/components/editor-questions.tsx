import { QUESTION_MAX_CHARS, QUESTIONS_MAX } from '@qikcard/contracts';
import { Plus, Trash2 } from 'lucide-react';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import { TextArea, TextField } from '../../../components/ui/text-field.tsx';
import { useEventsText } from '../../../locales/events.ts';
import type { PartProps } from './editor-access.tsx';
import { newQuestion, type QuestionForm } from './editor-form.ts';

/** What guests are asked when they join or at the door. */
export function QuestionFields({ form, onChange }: PartProps) {
  const e = useEventsText();
  const { questions } = form;
  const put = (question: QuestionForm) =>
    onChange({
      questions: questions.map((each) => (each.number === question.number ? question : each)),
    });
  return (
    <Section title={e('edit.questions')}>
      {questions.map((question) => (
        <QuestionCard
          key={question.number}
          question={question}
          onChange={put}
          onRemove={() =>
            onChange({ questions: questions.filter(({ number }) => number !== question.number) })
          }
        />
      ))}
      {questions.length < QUESTIONS_MAX && (
        <div>
          <Button
            look="secondary"
            icon={Plus}
            onClick={() => onChange({ questions: [...questions, newQuestion(questions)] })}
          >
            {e('edit.addQuestion')}
          </Button>
        </div>
      )}
    </Section>
  );
}

type CardProps = {
  question: QuestionForm;
  onChange(question: QuestionForm): void;
  onRemove(): void;
};

function QuestionCard({ question, onChange, onRemove }: CardProps) {
  const e = useEventsText();
  return (
    <Card className="flex flex-col gap-4 p-5">
      <div className="flex items-end gap-3">
        <div className="flex-1">
          <TextField
            label={e('edit.question')}
            value={question.text}
            maxLength={QUESTION_MAX_CHARS}
            required
            onChange={({ target }) => onChange({ ...question, text: target.value })}
          />
        </div>
        <IconButton
          icon={Trash2}
          label={e('edit.remove', { name: question.text || e('edit.question') })}
          onClick={onRemove}
        />
      </div>
      <Select
        label={e('edit.kind')}
        value={question.kind}
        onChange={({ target }) =>
          onChange({ ...question, kind: target.value as QuestionForm['kind'] })
        }
      >
        <option value="Text">{e('edit.kindText')}</option>
        <option value="YesNo">{e('edit.kindYesNo')}</option>
        <option value="Choice">{e('edit.kindChoice')}</option>
      </Select>
      {question.kind === 'Choice' && (
        <TextArea
          label={e('edit.choices')}
          value={question.choices}
          required
          onChange={({ target }) => onChange({ ...question, choices: target.value })}
        />
      )}
      <Switch
        label={e('edit.required')}
        checked={question.required}
        onChange={(required) => onChange({ ...question, required })}
      />
      <Switch
        label={e('edit.atDoor')}
        checked={question.atDoor}
        onChange={(atDoor) => onChange({ ...question, atDoor })}
      />
    </Card>
  );
}
