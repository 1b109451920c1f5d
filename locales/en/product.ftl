help-product-add = add a product with its price
help-product-list = products and prices
help-product-show = show a product
help-product-price = change a price or floor price
op-product-add = product add
    .did = added
op-product-list = product list
op-product-show = product show
op-product-price = product price
    .did = changed the price of
product-saved = ✅ Added { $product }
product-repriced = ✅ Changed the price of { $product }; existing orders keep theirs
product-same-price = { $product } costs { $price } already; nothing was changed.
product-taken = This code is taken: { $product }. To change its price, use “product price”.
product-bad-sku = “{ $sku }” does not work as a code: 40 characters at most, and no signs such as * @ , : because order lines use them. For example: A200
product-ask-name = What is { $sku } called? For example: Cabinet unit
product-two-currencies = Price, floor price and cost have to be in one currency.
product-other-currency = The prices of { $product } are in { $currency }; please use that currency.
product-floor-above = The floor price { $floor } is above the price { $price }. Were they mixed up? To change both: product price A100 3600 floor=3100
product-no-price = no price yet
product-list = Products
product-none = No products yet. Add one first: { $example }
product-none-ask = No products yet. Ask your manager or admin to add them.
button-product-price = Change price
product-price-level = level { $level }
product-price-from = from { $many }
product-free = The price of { $sku } cannot be 0. To give it away, order { $sku }*1@0; the manager will be asked.
product-from-what = “{ $given }” does not say from how many on. Such as: product price A100 from=50 3100, or: product price A100 level=A 3200
