import { expect, it } from 'vitest';
import { stateText, TOPICS, topicText } from './topics.js';

it('has a text for each topic, and shows one of a later release as it is', () => {
  expect(TOPICS.map(topicText)).toContain('A note is read');
  expect(topicText('note.forwarded')).toBe('note.forwarded');
});

it('names the state of a delivery', () => {
  const delivery = { id: 'a', event_id: 'b', type: 'note.read', created_at: '', attempts: 8 };
  expect(stateText({ ...delivery, state: 'dead' })).toBe('failed');
});
