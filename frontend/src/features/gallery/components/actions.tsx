import { Plus, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { Tabs } from '../../../components/ui/tabs.tsx';
import { ToastCard, useToast } from '../../../components/ui/toast.tsx';
import { Specimen } from './specimen.tsx';

export function Actions() {
  const say = useToast();
  const [open, setOpen] = useState(false);
  const [tab, setTab] = useState('live');
  return (
    <>
      <Specimen name="Button" note="Rest, busy, disabled.">
        <Button>Join</Button>
        <Button look="secondary">Save as draft</Button>
        <Button look="quiet">Back</Button>
        <Button look="danger" icon={Trash2}>
          Revoke
        </Button>
        <Button icon={Plus} size="lg">
          Create event
        </Button>
        <Button busy>Publishing</Button>
        <Button disabled>Join</Button>
      </Specimen>
      <Specimen name="Icon button">
        <IconButton icon={X} label="Close" />
        <IconButton icon={Trash2} label="Delete" disabled />
      </Specimen>
      <Specimen name="Dialog" note="A sheet on phones.">
        <Button look="secondary" onClick={() => setOpen(true)}>
          Open dialog
        </Button>
        <Dialog
          open={open}
          onOpenChange={setOpen}
          title="Revoke QikPoint 01?"
          description="It stops scanning at once. To use it again, pair it again."
        >
          <div className="flex justify-end gap-3">
            <Button look="secondary" onClick={() => setOpen(false)}>
              Cancel
            </Button>
            <Button look="danger" onClick={() => setOpen(false)}>
              Revoke
            </Button>
          </div>
        </Dialog>
      </Specimen>
      <Specimen name="Toast" note="Says what has just happened.">
        <Button look="secondary" onClick={() => say('Published. Guests can join now.')}>
          Show toast
        </Button>
        <ToastCard tone="done" message="Published. Guests can join now." onDismiss={() => {}} />
        <ToastCard tone="problem" message="Signing in was cancelled." onDismiss={() => {}} />
      </Specimen>
      <Specimen name="Tabs">
        <div className="w-full">
          <Tabs
            label="Views"
            value={tab}
            onChange={setTab}
            tabs={[
              { value: 'live', label: 'Live', content: 'What happens now.' },
              { value: 'readers', label: 'Readers', content: 'Who may scan.' },
            ]}
          />
        </div>
      </Specimen>
    </>
  );
}
