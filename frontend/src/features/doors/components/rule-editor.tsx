import { RULE_DEPTH_MAX } from '@qikcard/contracts';
import { Plus, Trash2 } from 'lucide-react';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { useDoorsText } from '../../../locales/doors.ts';
import { newSentence, type RuleTree, type SentenceKind, sentenceKinds } from '../api/rule-tree.ts';
import { type RuleChoices, RuleSentence } from './rule-sentence.tsx';

type Props = {
  trees: RuleTree[];
  choices: RuleChoices;
  /** How deep this group lies; the canister takes only so many levels. */
  depth?: number;
  onChange(trees: RuleTree[]): void;
};

/** Sentences with blanks, and groups of them: one below the other as they are read. */
export function RuleEditor({ trees, choices, depth = 1, onChange }: Props) {
  const t = useDoorsText();
  const put = (at: number, next: RuleTree | undefined) =>
    onChange(trees.flatMap((tree, i) => (i === at ? (next ? [next] : []) : [tree])));
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex flex-col gap-2">
        {trees.map((tree, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place in the list
          <li key={i} className="rounded-md bg-sunken p-2.5">
            <Row
              {...{ tree, choices, depth }}
              name={t('ruleNumber', { number: i + 1 })}
              onChange={(next) => put(i, next)}
            />
          </li>
        ))}
      </ul>
      <AddRule {...{ choices, depth }} onAdd={(tree) => onChange([...trees, tree])} />
    </div>
  );
}

type RowProps = Omit<Props, 'trees' | 'onChange'> & {
  tree: RuleTree;
  name: string;
  depth: number;
  onChange(next: RuleTree | undefined): void;
};

function Row({ tree, name, choices, depth, onChange }: RowProps) {
  const t = useDoorsText();
  const isGroup = tree.kind !== 'sentence';
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-start gap-2">
        <div className="flex min-w-0 flex-1 flex-col items-start gap-2 sm:flex-row">
          <select
            aria-label={`${name}: ${t('condition')}`}
            className="min-h-11 rounded-md border border-line-strong bg-surface px-2.5 font-medium text-sm"
            value={tree.not ? 'not' : 'only'}
            onChange={({ target }) => onChange({ ...tree, not: target.value === 'not' })}
          >
            <option value="only">{t('onlyIf')}</option>
            <option value="not">{t('notIf')}</option>
          </select>
          {tree.kind === 'sentence' ? (
            <RuleSentence
              node={tree.node}
              choices={choices}
              onChange={(node) => onChange({ ...tree, node })}
            />
          ) : (
            <span className="flex min-h-11 items-center font-medium text-sm">
              {t(`group.${tree.kind}`)}
            </span>
          )}
        </div>
        <IconButton
          icon={Trash2}
          label={t('remove', { name })}
          onClick={() => onChange(undefined)}
        />
      </div>
      {isGroup && (
        <div className="border-line-strong border-s-2 ps-3">
          <RuleEditor
            trees={tree.parts}
            choices={choices}
            depth={depth + 1}
            onChange={(parts) => onChange({ ...tree, parts })}
          />
        </div>
      )}
    </div>
  );
}

type AddProps = Pick<Props, 'choices'> & {
  depth: number;
  onAdd(tree: RuleTree): void;
};

/** What can be added here: choosing is adding, and what was added is filled in where it stands. */
function AddRule({ choices, depth, onAdd }: AddProps) {
  const t = useDoorsText();
  const kinds = (sentenceKinds as readonly SentenceKind[]).filter(
    (kind) =>
      (kind !== 'types' || choices.types.length > 0) &&
      (kind !== 'gates' || choices.gates.length > 0),
  );
  // A group and what is turned around in it take two levels.
  const groups = depth + 2 <= RULE_DEPTH_MAX ? (['any', 'all'] as const) : [];
  const add = (kind: string) => {
    if (kind === 'any' || kind === 'all') onAdd({ kind, not: false, parts: [] });
    else if (kind !== '') {
      const node = newSentence(kind as SentenceKind, choices.beginnings);
      onAdd({ kind: 'sentence', not: false, node });
    }
  };
  return (
    <span className="relative inline-flex w-fit items-center">
      <Plus aria-hidden size={18} className="pointer-events-none absolute start-3.5" />
      <select
        aria-label={t('addRule')}
        className="min-h-11 rounded-md border border-line-strong border-dashed bg-surface ps-10 pe-3 font-semibold text-sm"
        value=""
        onChange={({ target }) => add(target.value)}
      >
        <option value="">{t('addRule')}</option>
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kind.${kind}`)}
          </option>
        ))}
        {groups.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kind.${kind}`)}
          </option>
        ))}
      </select>
    </span>
  );
}
