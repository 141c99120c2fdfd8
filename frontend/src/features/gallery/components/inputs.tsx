import { useState } from 'react';
import { Select } from '../../../components/ui/select.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import { TextArea, TextField } from '../../../components/ui/text-field.tsx';
import { Specimen } from './specimen.tsx';

export function Inputs() {
  const [on, setOn] = useState(true);
  const [off, setOff] = useState(false);
  return (
    <>
      <Specimen name="Text field" note="Rest, hint, error, disabled.">
        <div className="grid w-full gap-6 sm:grid-cols-2">
          <TextField label="Name of the event" placeholder="Winter Reading Night" />
          <TextField label="Places" hint="Leave empty for as many as come." optional="Optional" />
          <TextField label="Your name" error="Tell us what to call you." defaultValue=" " />
          <TextField label="Principal" defaultValue="aaaaa-aa" disabled />
          <TextArea label="Description" optional="Optional" />
          <TextField label="Starts" type="datetime-local" defaultValue="2026-11-21T18:00" />
        </div>
      </Specimen>
      <Specimen name="Select" note="The platform's own picker.">
        <div className="grid w-full gap-6 sm:grid-cols-2">
          <Select label="Time zone" hint="All times of this event are in this zone.">
            <option>Europe/Berlin</option>
            <option>Asia/Tokyo</option>
          </Select>
          <Select label="Gate" error="Choose a gate.">
            <option value="">–</option>
          </Select>
        </div>
      </Specimen>
      <Specimen name="Switch">
        <div className="flex w-full max-w-md flex-col gap-2">
          <Switch label="Sound at the door" checked={on} onChange={setOn} />
          <Switch
            label="Ask for the pass itself"
            hint="A photo of a code is then refused."
            checked={off}
            onChange={setOff}
          />
          <Switch label="Not available yet" checked={false} disabled onChange={() => {}} />
        </div>
      </Specimen>
    </>
  );
}
