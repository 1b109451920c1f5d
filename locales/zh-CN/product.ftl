help-product-add = 加一个产品和它的价格
help-product-list = 看产品和价格
help-product-show = 看一个产品
help-product-price = 改产品的单价或底价
op-product-add = 加产品
op-product-list = 看产品列表
op-product-show = 看产品
op-product-price = 改价
product-saved = ✅ 已加产品 { $product }
product-repriced = ✅ { $product } 已改价，已下的订单价格不变
product-same-price = { $product } 本来就是 { $price }，没有改动。
product-taken = 编号已有产品在用：{ $product }。要改价格请用“改价”。
product-bad-sku = 编号“{ $sku }”不合适：最多 40 个字，不能有 * @ , : 这类符号，否则下单时会看错。例如：A200
product-ask-name = { $sku } 叫什么名字？例如：柜式空调
product-two-currencies = 单价、底价和成本要用同一个币种。
product-other-currency = { $product } 的价格用的是 { $currency }，请用同一个币种。
product-floor-above = 底价 { $floor } 高于单价 { $price }，是不是写反了？两个一起改可以这样：改价 A100 3600 底价=3100
product-no-price = 未定价
product-list = 产品
product-none = 还没有产品。先加一个：{ $example }
product-none-ask = 还没有产品。请主管或管理员先加上。
button-product-price = 改价
product-price-level = 级别 { $level }
product-price-from = { $many }起
product-free = { $sku } 的单价不能是 0。要送的话，下单时写 { $sku }*1@0，会请主管同意。
product-from-what = “{ $given }”看不出从多少起。例如：改价 A100 50台起 3100，或：改价 A100 级别=A 3200
