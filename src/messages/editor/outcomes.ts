/** Before publishing, and afterwards: what will happen, what has happened. */

import { count } from './count.ts';

const ENGLISH = {
  reviewTitle: 'Before it goes out',
  outcomeTitle: 'What will happen',
  outcomeNothing: 'Nothing: the article is as it was.',
  outcomeScheduled: (day: string) => `It will be published on ${day}.`,
  outcomeFeeds: (names: readonly string[]) =>
    `It stands in ${count(names.length, 'feed', 'feeds')}: ${names.join(', ')}.`,
  outcomeNotice: (feeds: number) =>
    `A notice takes its place in ${count(feeds, 'feed', 'feeds')} and on its page.`,
  outcomeReceivers: (receivers: number) =>
    receivers === 0 ? 'No receiver is told.' : `${count(receivers, 'receiver is', 'receivers are')} told.`,
  outcomeMinor: 'A minor correction: the text changes in place, nobody is told.',
  outcomeMajor: 'A major correction: your note stands above the text and in the feeds.',
  outcomeWithdrawn: 'Messages about it that have not arrived yet are cancelled.',
  feedOfEverything: 'everything',
  previewTitle: 'As readers will see it',
  previewFeeds: (title: string) => `Feeds carry the same title and text: “${title}”.`,
  publish: 'Publish now',
  schedule: 'Schedule',
  correct: 'Publish the correction',
  publishAgain: 'Publish again',
  backToWriting: 'Back to writing',
  done: {
    saved: 'Saved.',
    published: 'Published.',
    scheduled: 'Scheduled: it appears by itself.',
    unscheduled: 'It is a draft again.',
    corrected: 'The correction is published.',
    republished: 'Published again.',
    withdrawn: 'Withdrawn: its notice stands in its place.',
    deleted: 'Deleted.',
    kept: 'Saved.',
    removed: 'Removed.',
    retried: 'It is on its way once more.',
    paused: 'Paused: its messages wait.',
    resumed: 'Active again. What waited is sent only if you ask for it.',
  } as Readonly<Record<string, string>>,
};

const CHINESE: typeof ENGLISH = {
  reviewTitle: '发布之前',
  outcomeTitle: '将会发生',
  outcomeNothing: '没有任何变化。',
  outcomeScheduled: (day) => `将于 ${day} 发布。`,
  outcomeFeeds: (names) => `进入 ${names.length} 个订阅源：${names.join('、')}。`,
  outcomeNotice: (feeds) => `在 ${feeds} 个订阅源和页面上，以撤回声明代替原文。`,
  outcomeReceivers: (receivers) => (receivers === 0 ? '不通知任何接收方。' : `通知 ${receivers} 个接收方。`),
  outcomeMinor: '小改：直接修改原文，不通知任何人。',
  outcomeMajor: '更正：您的说明会显示在正文上方和订阅源中。',
  outcomeWithdrawn: '尚未送达的相关消息将被取消。',
  feedOfEverything: '全部文章',
  previewTitle: '读者将看到的样子',
  previewFeeds: (title) => `订阅源中的标题和正文与此相同：“${title}”。`,
  publish: '立即发布',
  schedule: '定时发布',
  correct: '发布更正',
  publishAgain: '重新发布',
  backToWriting: '返回修改',
  done: {
    saved: '已保存。',
    published: '已发布。',
    scheduled: '已定时，到时自动发布。',
    unscheduled: '已改回草稿。',
    corrected: '更正已发布。',
    republished: '已重新发布。',
    withdrawn: '已撤回，原处显示撤回声明。',
    deleted: '已删除。',
    kept: '已保存。',
    removed: '已移除。',
    retried: '正在重新发送。',
    paused: '已暂停，消息会等待。',
    resumed: '已恢复。等待中的消息只有在您要求时才会发送。',
  },
};

export const OUTCOME_TEXTS = { english: ENGLISH, chinese: CHINESE };
