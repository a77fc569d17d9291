# 事项目录：办事指南、清单、检索、导入、质检。

## 导入：整份文件不收的原因
catalogue-import-too-large = 文件太大（{ $size } 字节），最多收 64 MB。请分成几份再导入。
catalogue-import-empty = 文件是空的。请检查选的是不是这份文件。
catalogue-import-encoding = 文件是 { $found }，读不了。请另存为 UTF-8 或者 GBK 编码的 CSV。
catalogue-import-header = 第一行缺少这些列：{ $missing }。列名要和模板一样，先后不限。
catalogue-import-header-twice = 列 { $column } 出现了两次。请只留一列。
catalogue-import-too-many-rows = 超过 200,000 行。请分成几份再导入。
catalogue-import-broken = 读不了的行超过 { $limit } 行，这不像一份事项清单，没有导入。

## 导入：一行的问题
catalogue-import-row-without-end = 这一行的引号没有成对，或者一行超过 16 KB，没有导入。
catalogue-import-column-count = 这一行的列数和表头不一样，没有导入。
catalogue-import-unknown-column = 这一列不认识，没有读。
catalogue-import-empty-name = 名称是空的，没有导入。请填上。
catalogue-import-long-name = 名称超过 200 个字，没有导入。
catalogue-import-control-character = 有看不见的控制字符，没有导入。请删掉后重打这一格。
catalogue-import-formula = 以 =、+、- 或者 @ 开头，表格软件会当作公式，没有导入。
catalogue-import-lost-character = 有已经丢失的字（�），没有导入。请从原来的系统重新导出。
catalogue-import-task-type = 事项类型不在国家代码表里（1—10、20），没有导入。
catalogue-import-area-shape = 区划代码应当是 6 位或者 12 位数字，没有导入。
catalogue-import-area-mismatch = 这一行属于别的地区，没有导入。
catalogue-import-code-characters = 实施编码只能有大写字母、数字和短横线，最长 64 位，没有导入。
catalogue-import-code-lower-case = 实施编码里有小写字母，已经改成大写导入。
catalogue-import-code-twice = 这个实施编码前面已经有了（后面的数字是行号），只留第一行。
catalogue-import-code-shape = 实施编码不是“基本编码-区划-乡镇-机构-版本-序号”，也不是 31 位或者 33 位，已导入，请核对。
catalogue-import-code-area = 实施编码里的区划和这份清单的地区不一样，已导入，请核对。
catalogue-import-code-check-character = 编码里的统一社会信用代码校验位不对（GB 32100—2015），已导入，请核对。
catalogue-import-code-older = 编码里用的是旧的组织机构代码，应当换成统一社会信用代码，已导入。
catalogue-import-code-organisation = 编码里的机构代码不是 18 位，也不是 9 位，已导入，请核对。
catalogue-import-dept-code-mismatch = 部门代码和编码里的组织机构代码不一样，已导入，请核对。
catalogue-import-dept-code-shape = 部门代码不是 9 位组织机构代码，也不是 18 位统一社会信用代码，已导入，请核对。
catalogue-import-published-here = 这个事项本地已经发布了办事指南，以指南为准，没有改动。
catalogue-import-meanwhile = 导入时有人改了同一个事项，没有覆盖。请再导入一次。
