terminal-hello = 跟单 · { $who }。说一句话，或输入“帮助”；!2 按第 2 个按钮；Ctrl-D 退出。
terminal-in-group = 这是群聊：金额和联系方式会打码。行首加 > 回答我的问题，例如：> 明天下午3点
terminal-file-failed = ⚠️ 文件没能存到 { $folder }：{ $why }。请检查这个文件夹，再导出一次。
