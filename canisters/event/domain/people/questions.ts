/** Questions that an organizer asks, and which answers are accepted. */
import {
  ANSWER_MAX_CHARS,
  type Answer,
  CHOICE_MAX_CHARS,
  CHOICES_MAX,
  type EventRefusal,
  QUESTION_MAX_CHARS,
  QUESTIONS_MAX,
  type Question,
} from '@qikcard/contracts';
import type { QuestionRow } from '../../people/rows.ts';
import { checkText } from '../text.ts';

const invalid = (field: string, problem: string): EventRefusal => ({ Invalid: { field, problem } });

/** The first thing wrong with the questions of an event. */
export function problemOfQuestions(questions: Question[]): EventRefusal | undefined {
  if (questions.length > QUESTIONS_MAX) {
    return invalid('questions', `at most ${QUESTIONS_MAX} questions`);
  }
  if (new Set(questions.map(({ number }) => number)).size < questions.length) {
    return invalid('questions', 'two questions have the same number');
  }
  for (const { text, kind } of questions) {
    const problem =
      checkText('questions', text, 1, QUESTION_MAX_CHARS) ??
      ('Choice' in kind ? problemOfChoices(kind.Choice) : undefined);
    if (problem) return problem;
  }
  return undefined;
}

function problemOfChoices(choices: string[]): EventRefusal | undefined {
  if (choices.length < 2 || choices.length > CHOICES_MAX) {
    return invalid('questions', `a choice has 2 to ${CHOICES_MAX} answers`);
  }
  if (new Set(choices).size < choices.length) {
    return invalid('questions', 'two answers of a choice are the same');
  }
  for (const choice of choices) {
    const problem = checkText('questions', choice, 1, CHOICE_MAX_CHARS);
    if (problem) return problem;
  }
  return undefined;
}

/**
 * The first thing wrong with answers. @param all whether every required question of `asked` must
 * be among them.
 */
export function problemOfAnswers(
  answers: Answer[],
  asked: QuestionRow[],
  all: boolean,
): EventRefusal | undefined {
  if (answers.length > QUESTIONS_MAX) return invalid('answers', 'more answers than questions');
  for (const { question: number, answer } of answers) {
    const question = asked.find((each) => each.number === number);
    if (question === undefined) return invalid('answers', 'answers a question that is not asked');
    const problem = problemOfAnswer(question, answer);
    if (problem) return problem;
  }
  if (!all) return undefined;
  const given = new Set(
    answers.filter(({ answer }) => answer.trim() !== '').map(({ question }) => question),
  );
  const missing = asked.find(({ required, number }) => required && !given.has(number));
  return missing && invalid('answers', `please answer: ${missing.text}`);
}

function problemOfAnswer(question: QuestionRow, answer: string): EventRefusal | undefined {
  if (answer === '') return undefined;
  if (question.kind === 'YesNo' && answer !== 'yes' && answer !== 'no') {
    return invalid('answers', `answer yes or no: ${question.text}`);
  }
  if (question.kind === 'Choice' && !question.choices.includes(answer)) {
    return invalid('answers', `choose one of the answers: ${question.text}`);
  }
  return checkText('answers', answer, 0, ANSWER_MAX_CHARS);
}

/** Answers given before with those given now on top. */
export function mergedAnswers(before: Answer[], now: Answer[]): Answer[] {
  const answers = new Map(before.map(({ question, answer }) => [question, answer]));
  for (const { question, answer } of now) answers.set(question, answer.trim());
  return [...answers]
    .filter(([, answer]) => answer !== '')
    .map(([question, answer]) => ({ question, answer }));
}

export const questionRow = ({ number, text, kind, required, at_door }: Question): QuestionRow => ({
  number,
  text: text.trim(),
  kind: Object.keys(kind)[0] as QuestionRow['kind'],
  choices: 'Choice' in kind ? kind.Choice : [],
  required,
  atDoor: at_door,
});
export const questionView = (row: QuestionRow): Question => ({
  number: row.number,
  text: row.text,
  kind:
    row.kind === 'Choice'
      ? { Choice: row.choices }
      : row.kind === 'YesNo'
        ? { YesNo: null }
        : { Text: null },
  required: row.required,
  at_door: row.atDoor,
});
