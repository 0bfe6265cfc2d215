/** Pages of authorities: one notice, in each way that their programs show it, with each thing that they put below it. */

/** What every one of these notices is called. */
export const NOTICE_TITLE = '城北新区防汛工作公告';
/** The day on which each was published. */
export const NOTICE_DAY = '2025-06-12';

/** Texts of notices, from a line to what has no prose at all: as they are on the page, and as they are to be read. */
export const NOTICES: Readonly<Record<string, string>> = {
  'one line': '<p>6月13日8时至17时，东街停水。</p>',
  'short lines with a signature':
    '<p>经研究，决定：</p><p>任命江一帆为水务局局长；</p><p>免去白一舟的水务局局长职务。</p><p>城北新区管委会</p><p>2025年6月12日</p>',
  'two paragraphs':
    '<p>6月12日下午，城北新区召开防汛工作部署会，传达市里有关要求，安排部署下一阶段重点任务，管委会主任何远出席。</p><p>会议强调，各街道、各部门要绷紧防汛这根弦，加强值班值守，备足物资，及时转移危险地段的群众。</p>',
  'files alone':
    '<p>附件：</p><p><a href="https://town.example/f/a.pdf">1.部门决算.pdf</a></p><p><a href="https://town.example/f/b.docx">2.名单.docx</a></p>',
  'a table alone':
    '<table><tbody><tr><td>序号</td><td>姓名</td><td>岗位</td></tr><tr><td>1</td><td>江一帆</td><td>文员</td></tr><tr><td>2</td><td>白一舟</td><td>讲解员</td></tr></tbody></table>',
  'a table between lines':
    '<p>现将空气质量情况公示如下：</p><table><tbody><tr><td>街道</td><td>天数</td></tr><tr><td>东街</td><td>28</td></tr></tbody></table><p>城北新区生态环境局</p>',
  'an event':
    '<p>时间：6月14日14:30</p><p>地点：城北图书馆三楼</p><p>欢迎广大读者届时参加，座位有限，先到先得。</p>',
};

/** Ways in which programs show a notice. */
export const FRAMES: Readonly<Record<string, (notice: string) => string>> = {
  'an id for larger letters': (notice) =>
    `<h1>${NOTICE_TITLE}</h1><div class="info">发布时间：2025-06-12 18:30　来源：城北发布　浏览：33次</div><div id="zoom">${notice}</div>`,
  'the class of an editor': (notice) =>
    `<div class="bt">${NOTICE_TITLE}</div><div class="sj"><span>发布时间：2025-06-12</span><span>来源：城北发布</span></div><div class="trs_editor_view TRS_UEDITOR">${notice}</div>`,
  'a form around it': (notice) =>
    `<form name="content"><h3>${NOTICE_TITLE}</h3><p><span>时间：2025年06月12日 18:30</span> <span>点击：[<span>23</span>]</span></p><div id="vsb_content"><div class="v_news_content">${notice}</div></div></form>`,
  'a table of one column': (notice) =>
    `<table><tr><td class="title">${NOTICE_TITLE}</td></tr><tr><td>【字体：<a href="javascript:size(1)">大</a> <a href="javascript:size(2)">中</a> <a href="javascript:size(3)">小</a>】【时间：2025-6-12】【<a href="javascript:window.print()">打 印</a>】</td></tr><tr><td class="txt">${notice}</td></tr></table>`,
  'a table of facts above it': (notice) =>
    `<table><tr><td>索 引 号：</td><td>CB-2025-12</td><td>主题分类：</td><td>其他</td></tr><tr><td>发文机关：</td><td>城北新区管委会</td><td>发文字号：</td><td>无</td></tr><tr><td>标　　题：</td><td colspan="3">${NOTICE_TITLE}</td></tr><tr><td>发布日期：</td><td>2025-06-12</td><td>有 效 性：</td><td>有效</td></tr></table><h1>${NOTICE_TITLE}</h1><div class="wzcon">${notice}</div>`,
  'a menu at its side': (notice) =>
    `<div class="left"><h3>资讯</h3><ul><li><a href="/1">新区要闻</a></li><li><a href="/2">部门动态</a></li></ul></div><div class="right"><p class="nrt">${NOTICE_TITLE}</p><p class="nrs">日期：2025-06-12　作者：　来源：本站　点击：23</p><div class="nrc">${notice}</div></div>`,
  'an article element': (notice) =>
    `<main><article class="post"><header><h1 class="entry-title">${NOTICE_TITLE}</h1><div class="entry-meta"><time datetime="2025-06-12">2025年6月12日</time></div></header><div class="entry-content">${notice}</div></article></main>`,
  'no names at all': (notice) =>
    `<div><div>${NOTICE_TITLE}</div><div>2025-06-12</div><div>${notice}</div></div>`,
  'a list of facts above it': (notice) =>
    `<h2>${NOTICE_TITLE}</h2><ul class="infos"><li>时间：2025-06-12</li><li>字体：<a>大</a><a>中</a><a>小</a></li></ul><div class="article-body">${notice}</div>`,
};

/** What pages put below a notice. */
export const ENDS: Readonly<Record<string, string>> = {
  nothing: '',
  'a code for telephones': '<div id="qr">扫一扫在手机打开当前页</div>',
  'its editor': '<div class="editor"><a href="/jc">【我要纠错】</a>责任编辑：江一帆</div>',
  'its neighbours':
    '<p>上一条：<a href="/a">关于举办读书节的通知</a></p><p>下一条：<a href="/b">新区开展消防演练</a></p>',
  'related notices':
    '<h3>相关新闻</h3><ul><li><a href="/1">新区举办夏季招聘会吸引千人到场</a></li><li><a href="/2">城北小学新校区封顶</a></li></ul>',
  'related notices with what they say':
    '<h3>推荐阅读</h3><ul><li><a href="/1">新区举办夏季招聘会</a><p>招聘会提供岗位两千余个，达成意向四百多人，现场气氛热烈，企业代表纷纷表示满意。</p></li></ul>',
  buttons: '<div>【<a href="#">打印本页</a>】【<a href="#">关闭窗口</a>】</div>',
  'ways to share it': '<div>分享到： <a href="#">微信</a> <a href="#">微博</a></div>',
  'its other pages':
    '<div><a href="#">上一页</a> 1 <a href="2">2</a> <a href="3">3</a> <a href="2">下一页</a></div>',
  'a question to who leaves':
    '<div class="tc"><p>您访问的链接即将离开“城北新区管委会门户网站”，是否继续？</p><a href="#">继续访问</a><a href="#">放弃</a></div>',
  'what readers wrote':
    '<div class="pl"><h3>网友评论</h3><p>文明上网，理性发言</p><p>新区这次准备得很充分，为值守的同志们点赞，希望大家都平平安安，也希望雨早点停。</p></div>',
  'a disclaimer':
    '<p>免责声明：本网转载此文仅为传递信息之目的，版权归原作者所有，如有侵权请与我们联系删除。</p>',
  'what others read':
    '<div class="hot"><h3>热点</h3><ul><li><a href="/1">新区举办夏季招聘会吸引千人到场</a></li></ul></div>',
};

/** How the page ends. */
export const FEET: Readonly<Record<string, string>> = {
  paragraphs:
    '<div class="ft"><p>主办：城北新区管理委员会　承办：城北新区信息中心</p><p>网站标识码：3300000001　某ICP备00000001号</p></div>',
  'lines that breaks part':
    '<div class="bot">版权所有：城北新区管理委员会<br>地址：城北新区东街1号　邮编：000000<br>电话：0000-1234567　某ICP备00000001号</div>',
  'a table':
    '<table><tr><td>主办单位：城北新区管理委员会 技术支持：城北新区信息中心 建议使用1024×768分辨率浏览本站</td></tr><tr><td>Copyright © 2025 城北新区 某公网安备 33000000000001号</td></tr></table>',
  'an element for it':
    '<footer><p>城北新区管理委员会办公室主办，未经书面授权不得以任何形式转载或者镜像本站内容</p></footer>',
  links: '<div><a href="/a">关于我们</a> | <a href="/b">网站地图</a> | <a href="/c">联系我们</a></div>',
};

/** A page that shows a notice in a frame, with an end below it, and a foot. */
export function buildNoticePage(shown: string, end: string, foot: string): string {
  return `<!DOCTYPE html><html><head><title>${NOTICE_TITLE}_城北新区管委会</title></head><body>
    <div class="top"><a href="/">首页</a><a href="/zx">资讯</a><a href="/gk">公开</a></div>
    <div class="dqwz">您当前的位置：<a href="/">首页</a> &gt; <a href="/zx">资讯</a></div>${shown}${end}${foot}</body></html>`;
}
