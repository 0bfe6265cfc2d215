/** What comes later: two editors on one article, taking it back, its revisions. */

const ENGLISH = {
  // Conflict
  conflictTitle: 'Somebody else changed this article',
  conflict: 'Your text is not lost. Both are below. Changed by',
  mine: 'Your text',
  theirs: 'The saved text',
  keepMine: 'Go on with my text',
  takeTheirs: 'Take the saved text',

  // Withdrawing, deleting
  reason: 'Reason',
  reasonHint: 'Readers see it on the notice. It may be left empty.',
  deleteHint: 'Nobody has seen it. It is gone for good.',

  // Revisions
  revision: 'Revision',
  when: 'When',
  who: 'Who',
  what: 'What',
  changes: {
    created: 'made',
    edited: 'edited',
    scheduled: 'scheduled',
    published: 'published',
    minor: 'minor correction',
    major: 'major correction',
    withdrawn: 'withdrawn',
    republished: 'published again',
    unscheduled: 'back to draft',
  },
};

const CHINESE: typeof ENGLISH = {
  conflictTitle: '这篇文章已被他人修改',
  conflict: '您的文字没有丢失，两个版本都在下面。修改者：',
  mine: '您的文字',
  theirs: '已保存的文字',
  keepMine: '继续用我的文字',
  takeTheirs: '采用已保存的文字',

  reason: '原因',
  reasonHint: '读者会在撤回声明中看到，可以留空。',
  deleteHint: '还没有人看过它。删除后无法恢复。',

  revision: '修订',
  when: '时间',
  who: '修改人',
  what: '内容',
  changes: {
    created: '新建',
    edited: '编辑',
    scheduled: '定时',
    published: '发布',
    minor: '小改',
    major: '更正',
    withdrawn: '撤回',
    republished: '重新发布',
    unscheduled: '改回草稿',
  },
};

export const HISTORY_TEXTS = { english: ENGLISH, chinese: CHINESE };
