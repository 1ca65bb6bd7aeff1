"""Documents that tests and the gallery share. All people and units are invented."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from PIL import Image, ImageDraw

from dangjian_desktop.papers.binder import Binder, Part, Section
from dangjian_desktop.papers.charts.model import BarChart, LineChart, PieChart, Reference, Series, StackedBars
from dangjian_desktop.papers.model import (
    Align,
    Annex,
    Attachments,
    BlankLines,
    Cell,
    Closing,
    Column,
    Document,
    Field,
    Figure,
    FormRow,
    FormTable,
    Head,
    Heading,
    Imprint,
    Kind,
    NameList,
    Orientation,
    Paragraph,
    Person,
    Picture,
    Pictures,
    Remark,
    Row,
    RowKind,
    Run,
    SignatureLine,
    Signatures,
    Style,
    Table,
    name_text,
)

UNIT = "云岭县政务服务局第一党支部"
_MEMBERS = (
    "李卫国 陈静 王强 周明 张晓梅 赵犇 孙喆 钱珺 何建华 吴晓红 郑立群 冯素珍 蒋一鸣 沈国栋 "
    "韩雪梅 杨帆 朱永年 秦海燕 许志远 吕芳 施文斌 孔令宜 曹桂兰 严冬 金晓峰 魏岚 陶然 姜春生"
)
NAMES = tuple(_MEMBERS.split())

DISCUSSION = (
    "周明：同意。该同志工作踏实，能主动承担窗口值守，群众评价好，建议加强理论学习，多参加支部组织的集中研讨。"
    "赵犇：同意。2026年3月以来，该同志承办“一件事一次办”事项42件，办结率100%，没有发生一起投诉；"
    "今后要在业务钻研上再下功夫，特别是对新颁布的《政务服务办法》要学深学透……"
    "钱珺：同意。该同志在结对村走访中——无论是入户还是座谈——都能用群众听得懂的话讲政策，值得大家学习。"
)


def photo(width: int = 640, height: int = 480, shade: int = 0) -> bytes:
    image = Image.new("RGB", (width, height), (196 - shade, 206, 214))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height * 0.62, width, height), fill=(150, 128 + shade, 104))
    for place in range(5):
        x = width * (0.12 + place * 0.18)
        draw.ellipse((x, height * 0.38, x + width * 0.08, height * 0.38 + width * 0.08), fill=(92, 84, 80))
        draw.rectangle((x - width * 0.02, height * 0.5, x + width * 0.1, height * 0.8), fill=(70, 78, 96))
    target = BytesIO()
    image.save(target, "JPEG", quality=90)
    return target.getvalue()


def record(discussions: int = 1) -> Document:
    return Document(
        kind=Kind.RECORD,
        title="支部党员大会记录",
        organisation=UNIT,
        day=date(2026, 10, 12),
        blocks=(
            FormTable(
                (
                    FormRow((Field("会议名称", "2026年第3次支部党员大会"),)),
                    FormRow((Field("时间", "2026年10月12日14:30"), Field("地点", "三楼会议室"))),
                    FormRow((Field("主持人", "李卫国（支部书记）"), Field("记录人", name_text("陈静")))),
                    FormRow((Field("应到", "28人（有表决权26人）"), Field("实到", "25人（有表决权24人）"))),
                    FormRow((Field("请假", "张晓梅（病假）、孙喆（公差）"),)),
                    FormRow((Field("列席", "刘洋（入党积极分子）"),)),
                )
            ),
            Heading("传达学习〔2026〕38号文件"),
            Paragraph("陈静领学，与会党员结合窗口服务和档案规范作了讨论。"),
            Heading("讨论接收刘洋为预备党员"),
            Paragraph("介绍人王强、周明介绍情况，支部委员会报告政治审查和公示情况。"),
            *[Paragraph(DISCUSSION) for _ in range(discussions)],
            Paragraph(
                "采取无记名投票方式表决。发出选票24张，收回24张；赞成23票，反对0票，弃权1票；另收到书面意见1份，赞成。"
                "赞成24票，超过应到有表决权党员的半数。"
            ),
            Paragraph((Run("决议：", Style.BOLD), Run("同意接收刘洋同志为中共预备党员，报机关党委审批。"))),
            Heading("通报三季度党费收缴和使用情况"),
            Paragraph("何建华通报：三季度应交党费1,236.50元，实交1,236.50元，收缴率100%。"),
            Signatures((SignatureLine("主持人签名"), SignatureLine("记录人签名"))),
        ),
    )


def blank_record() -> Document:
    return Document(
        kind=Kind.FORM,
        title="主题党日记录",
        organisation=UNIT,
        blocks=(
            FormTable(
                (
                    FormRow((Field("主题"),)),
                    FormRow((Field("时间"), Field("地点"))),
                    FormRow((Field("主持人"), Field("记录人"))),
                    FormRow((Field("应到"), Field("实到"), Field("缺席"))),
                    FormRow((Field("出席", lines=4),)),
                    FormRow((Field("缺席人员及原因", lines=2),)),
                    FormRow((Field("活动内容", lines=6, fill=True),)),
                    FormRow((Field("议定事项", lines=4),)),
                )
            ),
            Signatures((SignatureLine("主持人签名"), SignatureLine("记录人签名"))),
        ),
    )


def sign_in(count: int = 28) -> Document:
    return Document(
        kind=Kind.SIGN_IN,
        title="支部党员大会签到表",
        organisation=UNIT,
        day=date(2026, 10, 12),
        blocks=(
            FormTable(
                (
                    FormRow((Field("会议名称", "2026年第3次支部党员大会"),)),
                    FormRow((Field("时间", "2026年10月12日14:30"), Field("地点", "三楼会议室"))),
                )
            ),
            Table(
                columns=(Column("姓名", 1.25), Column("签名", 1.6), Column("备注", 1.0)),
                rows=tuple(Row((name_text(NAMES[number % len(NAMES)]), "", "")) for number in range(count)),
                groups=2,
                numbered=True,
            ),
        ),
    )


def ledger(rows: int = 40) -> Document:
    groups = ("第一党小组", "第二党小组")
    lines: list[Row] = []
    for number in range(rows):
        if number % 20 == 0:
            lines.append(Row((groups[number // 20 % 2],), RowKind.GROUP))
        lines.append(
            Row(
                (
                    name_text(NAMES[number % len(NAMES)]),
                    "女" if number % 3 else "男",
                    "土家族" if number % 7 == 0 else "汉族",
                    f"19{70 + number % 29}.0{1 + number % 9}",
                    "大学本科" if number % 4 else "硕士研究生",
                    f"20{10 + number % 14}.07.01",
                    f"20{11 + number % 14}.07.01",
                    "支部书记、行政审批股股长" if number == 0 else "政务服务股科员",
                    "流动党员" if number % 11 == 5 else "",
                )
            )
        )
    return Document(
        kind=Kind.LEDGER,
        title="党员名册",
        organisation=UNIT,
        orientation=Orientation.LANDSCAPE,
        day=date(2026, 10, 31),
        blocks=(
            Table(
                columns=(
                    Column("姓名"),
                    Column("性别"),
                    Column("民族"),
                    Column("出生年月"),
                    Column("学历"),
                    Column("入党时间"),
                    Column("转正时间"),
                    Column("单位及职务"),
                    Column("备注"),
                ),
                rows=tuple(lines),
                numbered=True,
                note="注：入党时间为支部党员大会通过之日。",
            ),
        ),
    )


def notice() -> Document:
    return Document(
        kind=Kind.NOTICE,
        title="关于召开2026年度组织生活会和开展民主评议党员工作的通知",
        organisation=UNIT,
        day=date(2026, 12, 3),
        recipients=("各党小组", "全体党员"),
        blocks=(
            Paragraph("根据机关党委统一安排，现将召开2026年度组织生活会和开展民主评议党员工作有关事项通知如下。"),
            Heading("会前准备"),
            Heading("组织学习", level=2),
            Paragraph("会前集中学习不少于1次，重点学习党章、《中国共产党支部工作条例（试行）》。" * 2),
            Heading("谈心谈话", level=2),
            Paragraph("支部委员之间、支部委员和党员之间、党员和党员之间广泛开展谈心谈话。" * 2),
            Heading("时间安排。", level=3, run_in="12月15日前完成学习和谈话，12月20日前召开会议。"),
            Heading("参加人员"),
            NameList("出席", tuple(Person(name) for name in NAMES[:14])),
            NameList("请假", (Person("张晓梅", "病假"), Person("孙喆", "公差"))),
            Attachments(("民主评议党员测评表", "组织生活会材料清单及报送要求")),
            Closing((UNIT,), date(2026, 12, 3)),
        ),
    )


def activity() -> Document:
    pictures = tuple(
        Picture(photo(640, 480 if number % 2 else 426, number * 12), f"图{number + 1}　党员在结对村入户走访")
        for number in range(4)
    )
    return Document(
        kind=Kind.RECORD,
        title="结对共建活动记录",
        organisation=UNIT,
        blocks=(
            Heading("活动情况"),
            Paragraph("支部与青石村党支部开展第四季度结对活动，走访慰问困难党员，办成实事两件。"),
            Pictures(pictures, per_row=2),
            Heading("办实事清单"),
            Table(
                columns=(
                    Column("事项", align=Align.LEFT),
                    Column("责任人"),
                    Column("投入（元）", align=Align.RIGHT),
                    Column("进展情况", align=Align.LEFT),
                ),
                rows=(
                    Row(("维修村级便民服务点电脑和打印设备", "赵犇", "3,200.00", "已办结，10月20日由村党支部签收")),
                    Row((Cell("整修活动室", rows=2), "王　强", "1,500.00", "门窗已更换")),
                    Row(("钱　珺", "800.00", "图书角已布置，首批图书186册")),
                    Row((Cell("合计", columns=2), "5,500.00", ""), RowKind.TOTAL),
                ),
                caption="表1　第四季度办实事清单",
            ),
            BlankLines(4),
        ),
    )


def request() -> Document:
    return Document(
        kind=Kind.REQUEST,
        title="关于接收刘洋同志为中共预备党员有关情况的请示",
        organisation="中共云岭县政务服务局第一支部委员会",
        day=date(2026, 10, 15),
        head=Head(
            "中共云岭县政务服务局第一支部委员会文件",
            "云政务一支〔2026〕12号",
            signers=("李卫国", "陈静"),
            copy_number="000001",
            urgency="加急",
        ),
        recipients=("中共云岭县政务服务局机关委员会",),
        blocks=(
            Paragraph(
                "2026年10月12日，我支部召开支部党员大会，讨论接收刘洋同志为中共预备党员问题，现将有关情况请示如下。"
            ),
            Heading("基本情况"),
            Paragraph(DISCUSSION),
            Heading("支部党员大会表决情况"),
            Paragraph("应到会有表决权的党员26人，实到会24人，赞成23票，反对0票，弃权1票。"),
            Paragraph("妥否，请批示。"),
            Attachments(("入党志愿书", "政治审查综合材料")),
            Closing(("中共云岭县政务服务局第一支部委员会",), date(2026, 10, 15), sealed=True),
            Remark("联系人：陈静，联系电话：由支部另附"),
        ),
        annexes=(
            Annex(
                "票决情况汇总表",
                (Table((Column("应到"), Column("实到"), Column("赞成")), (Row(("26", "24", "23")),)),),
                1,
            ),
        ),
        imprint=Imprint("云岭县政务服务局第一党支部", date(2026, 10, 15), ("县委县直机关工作委员会", "局党组")),
        duplex=True,
    )


def minutes() -> Document:
    return Document(
        kind=Kind.MINUTES,
        title="",
        organisation="云岭县政务服务局第一党支部",
        day=date(2026, 10, 9),
        head=Head("支部委员会会议纪要", "第10号"),
        blocks=(
            Paragraph(
                "2026年10月9日下午，支部书记李卫国主持召开支部委员会会议，研究发展党员和结对共建工作。会议议定如下事项。"
            ),
            Heading("关于发展党员工作"),
            Paragraph("会议同意将刘洋列为发展对象，由王强、周明任入党介绍人，11月5日前报机关党委备案。"),
            Heading("关于结对共建工作"),
            Paragraph("会议原则同意第四季度结对共建方案。由赵犇负责，10月底前完成村级便民服务点设备维修。"),
            NameList("出席", tuple(Person(name) for name in ("李卫国", "陈静", "王强", "周明", "赵犇"))),
            NameList("请假", (Person("孙喆", "公差"),)),
            NameList("列席", (Person("钱珺"), Person("何建华"))),
        ),
        imprint=Imprint("云岭县政务服务局第一党支部", date(2026, 10, 10), ("局机关党委",)),
    )


def charts() -> Document:
    months = tuple(f"{month}月" for month in range(1, 13))
    quarters = ("一季度", "二季度", "三季度", "四季度")
    attendance = (Series("出席", (26, 24, 27, 25)), Series("请假", (4, 5, 3, 5)), Series("缺席", (4, 6, 4, 5)))
    rates = (
        Series("2025年", (80, 82, 81, 79, 85, 86, 88, 90, None, 91, 92, 93)),
        Series("2026年", (82, 84, 85, 84, 88, 89, 91, 92, 93, 94.5, 93, 92)),
    )
    kinds = ("支部党员大会", "支部委员会会议", "党小组会", "党课", "主题党日", "组织生活会和民主评议党员")
    days = (Series("主题党日", (1, 1, 2, 1, 1, 1, 2, 0, 1, 1, 1, 2)),)
    held = (Series("", (4, 12, 33, 4, 12, 1)),)
    scores = (Series("自评", (26.5, 24, 27)), Series("加分", (12, 14, 11)))
    return Document(
        kind=Kind.REPORT,
        title="关于2026年党内组织生活开展情况的报告",
        organisation=UNIT,
        day=date(2026, 12, 31),
        blocks=(
            Paragraph("2026年，支部按要求开展党内组织生活，主题党日8月因防汛未开，已在12月补开。"),
            Figure(BarChart(months, days, "各月主题党日次数", "次", highlight=(7,))),
            Figure(BarChart(kinds, held, "组织生活次数", "次", reference=Reference(12, "每月1次"))),
            Figure(StackedBars(quarters, attendance, "支部党员大会出席情况", "人次")),
            Figure(LineChart(months, rates, "党员出席率", "%", reference=Reference(85, "目标"))),
            Figure(StackedBars(("党建引领", "服务群众", "规范化建设"), scores, "考核得分", "分", horizontal=True)),
            Figure(PieChart(("35岁及以下", "36—45岁", "46—55岁", "56岁及以上"), (6, 12, 8, 2), "党员年龄结构", "人")),
        ),
    )


def letter(paragraphs: int = 2) -> Document:
    return Document(
        kind=Kind.LETTER,
        title="关于商请协助开展结对共建活动的函",
        organisation="云岭县政务服务局第一党支部",
        day=date(2026, 9, 8),
        head=Head("云岭县政务服务局第一党支部", "云政务一支函〔2026〕5号", copy_number="000002", urgency="加急"),
        recipients=("青石村党支部",),
        blocks=(
            Paragraph("为推进机关党支部与村党支部结对共建，现就有关事项函商如下。"),
            Heading("活动安排"),
            *[
                Paragraph(
                    "拟于2026年9月20日组织党员到你村开展政策宣讲、代办服务和设备维修，时间约半天，请协助安排场地并通知群众。"
                )
                for _ in range(paragraphs)
            ],
            Heading("联系方式"),
            Paragraph("请于9月15日前将意见函告我支部。"),
            Paragraph("特此函商，盼复。"),
            Closing(("云岭县政务服务局第一党支部",), date(2026, 9, 8), sealed=True),
            Remark("联系人：陈静"),
        ),
        imprint=Imprint("云岭县政务服务局第一党支部", date(2026, 9, 8), ("局机关党委", "青石镇党委")),
    )


def order() -> Document:
    return Document(
        kind=Kind.ORDER,
        title="",
        organisation="云岭县人民政府",
        day=date(2026, 3, 5),
        head=Head("云岭县人民政府令", "第12号"),
        blocks=(
            Paragraph(
                "《云岭县政务服务办法》已经2026年3月2日云岭县人民政府第8次常务会议通过，现予公布，自2026年5月1日起施行。"
            ),
            Closing((), date(2026, 3, 5), signers=("县　长",)),
        ),
    )


def joint_notice(sealed: bool = True, bodies: int = 3) -> Document:
    names = (
        "云岭县政务服务局党支部",
        "云岭县档案馆党支部",
        "云岭县统计局党支部",
        "云岭县司法局党支部",
        "云岭县气象局党支部",
    )
    return Document(
        kind=Kind.NOTICE,
        title="关于联合开展主题党日活动的通知",
        organisation=names[0],
        day=date(2026, 6, 18),
        recipients=("各党小组",),
        blocks=(
            Paragraph("经研究，决定于2026年7月1日联合开展主题党日活动，现将有关事项通知如下。" + "请认真组织。" * 6),
            Closing(names[:bodies], date(2026, 6, 18), sealed=sealed),
        ),
    )


def cover_sheet() -> Document:
    return Document(
        kind=Kind.COVER,
        title="党支部工作档案",
        subtitle="2026年度",
        organisation="中共云岭县政务服务局第一支部委员会",
        day=date(2026, 12, 31),
    )


def binder(duplex: bool = False) -> Binder:
    lessons = tuple(
        Part(
            Document(
                Kind.REPORT,
                f"学习党章的几点体会（{number}）",
                (Paragraph(f"{NAMES[number]}。" + DISCUSSION * (1 + number % 3)),),
                organisation=UNIT,
            ),
            f"{NAMES[number]}：学习党章的几点体会，兼谈窗口服务中怎样把群众的事当作自己的事来办好"
            if number == 2
            else f"{NAMES[number]}：学习党章的几点体会",
        )
        for number in range(9)
    )
    return Binder(
        title="2026年度党支部工作档案",
        subtitle="2026年1月—12月",
        organisation="中共云岭县政务服务局第一支部委员会",
        day=date(2026, 12, 31),
        sections=(
            Section("基本情况", (Part(ledger(), "党员名册"),), separator=True),
            Section(
                "组织生活",
                (
                    Part(record(4), "支部党员大会记录（10月12日）"),
                    Part(minutes(), "支部委员会会议纪要（10月9日）"),
                    Part(activity(), "结对共建活动记录"),
                ),
            ),
            Section("请示和函", (Part(request()), Part(letter()))),
            Section("心得体会", lessons, separator=True),
        ),
        duplex=duplex,
    )


def joint_file() -> Document:
    bodies = ("中共云岭县政务服务局机关委员会", "中共云岭县档案馆支部委员会", "中共云岭县统计局支部委员会")
    many = tuple(f"县直机关第{number}党支部" for number in "一二三四五六七八九")
    return Document(
        kind=Kind.NOTICE,
        title="关于联合开展“窗口党旗红”主题党日和志愿服务活动的通知",
        organisation=bodies[0],
        day=date(2026, 6, 18),
        head=Head(
            "文件", "云政务委〔2026〕6号", bodies=bodies, copy_number="000012", secrecy="内部★1年", urgency="加急"
        ),
        recipients=("各党支部", "各党小组"),
        blocks=(
            Paragraph("经研究，决定于2026年7月1日联合开展主题党日和志愿服务活动，现将有关事项通知如下。"),
            Heading("活动安排"),
            Paragraph("上午集中学习，下午分组进社区、进企业开展政策宣讲和帮办代办，人员分工见附件。"),
            Attachments(("活动人员分工表",)),
            Closing(bodies, date(2026, 6, 18), sealed=True),
            Remark("此件发至党小组"),
        ),
        imprint=Imprint("云岭县政务服务局机关党委", date(2026, 6, 18), ("县委县直机关工作委员会", *many)),
    )
