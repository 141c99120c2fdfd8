import { useEffect } from 'react';
import { preference, usePreference } from '../../../lib/preference.ts';
import { setQuiet, tone } from '../../../lib/sound.ts';

const doorSound = preference('qikcard.door-sound', ['on', 'off'], () => 'on');

/** Whether answers at doors sound on this device: remembered, and only at doors. */
export function useDoorSound(): [boolean, (on: boolean) => void] {
  const isOn = usePreference(doorSound) === 'on';
  useEffect(() => {
    setQuiet(!isOn);
    return () => setQuiet(false);
  }, [isOn]);
  const choose = (on: boolean) => {
    doorSound.set(on ? 'on' : 'off');
    if (!on) return;
    // Heard at once: the volume of the device may be what is off.
    setQuiet(false);
    tone(659.25, 0, 0.18);
  };
  return [isOn, choose];
}
