//! Products from a file.

use std::collections::HashMap;

use async_trait::async_trait;
use uuid::Uuid;

use super::cell::{self, short};
use super::header::{Layout, fields};
use super::lookup::Names;
use super::plan::{Cx, Made, Notes, Taker, Write, all};
use super::report::Report;
use super::sheet::Row;
use crate::domain::fold;
use crate::domain::money::Currency;
use crate::domain::product::Product;
use crate::store::{Stored, Tx};
use crate::t;

/// What a file of products has.
pub(super) const LAYOUT: Layout = Layout {
    fields: fields![
        "name": ["product", "productname", "item", "产品", "产品名称", "商品", "商品名称", "品名", "名称"],
        "sku": ["code", "productcode", "itemcode", "编号", "货号", "产品编号", "产品代码", "物料编码"],
        "price": ["salesprice", "unitprice", "listprice", "单价", "价格", "售价", "标价"],
        "currency": ["币种"],
        "unit": ["uom", "单位", "计量单位"],
        "floor": ["floorprice", "minprice", "minimumprice", "底价", "最低价"],
        "cost": ["costprice", "unitcost", "成本", "成本价"],
        "series": ["family", "category", "productseries", "系列", "类别", "分类", "产品系列"],
    ],
    needs: &[&["name"]],
    example: "product,series,sales_price\nGTX Basic,GTX,550",
};

/// Takes products.
pub(super) struct Products {
    known: HashMap<String, Uuid>,
    names: Names,
    skus: HashMap<String, String>,
}

/// Gets ready.
pub(super) async fn load(cx: &Cx<'_>, tx: &mut dyn Tx) -> Stored<Products> {
    let rows = cx.sheet.rows.iter().filter_map(|row| cx.cell(row, "name")).map(fold::key);
    let known = cx.known(tx, rows.collect()).await?;
    let (mut names, mut skus) = (Names::default(), HashMap::new());
    for product in all::<Product>(tx).await? {
        names.add(product.head.id, &[&product.name]);
        skus.insert(fold::key(&product.sku), product.name);
    }
    Ok(Products { known, names, skus })
}

#[async_trait]
impl Taker for Products {
    fn external(&mut self, cx: &Cx<'_>, row: &Row) -> Result<String, String> {
        let lang = cx.settings.lang;
        let name = cx.cell(row, "name").ok_or_else(|| t!(lang, "import-no-name"))?;
        Ok(fold::key(&cell::name(lang, name)?))
    }

    fn is_there(&self, _: &Cx<'_>, _: &Row, external: &str) -> bool {
        self.known.contains_key(external) || self.names.exactly(external).is_some()
    }

    fn take(
        &mut self,
        cx: &Cx<'_>,
        row: &Row,
        external: &str,
        notes: &mut Notes,
    ) -> Result<Vec<Write>, String> {
        let name = cx.cell(row, "name").unwrap_or_default().to_owned();
        // People type it in one word: `GTXBasic*20`.
        let sku = cx.columns.text(row, "sku").unwrap_or_else(|| name.split(' ').collect());
        let lang = cx.settings.lang;
        cell::name(lang, &sku)?;
        if let Some(other) = self.skus.get(&fold::key(&sku)) {
            return Err(t!(lang, "import-code-taken", sku = short(&sku), other = short(other)));
        }
        let mut currency = currency(cx, row)?;
        let mut price = |key: &str| -> Result<Option<i64>, String> {
            let Some(text) = cx.cell(row, key) else { return Ok(None) };
            let money = cell::amount(lang, text, currency)?;
            currency = money.currency;
            Ok(Some(money.minor))
        };
        let (price, floor, cost) = (price("price")?, price("floor")?, price("cost")?);
        if price.is_none() {
            notes.noted(t!(lang, "import-no-price"));
        }
        self.skus.insert(fold::key(&sku), name.clone());
        let product = Product {
            head: cx.head(Some(row)),
            sku,
            name,
            unit: cx.columns.text(row, "unit"),
            price,
            floor,
            cost,
            currency,
            tax: None,
            series: cx.columns.text(row, "series"),
            prices: Vec::new(),
        };
        Ok(vec![cx.write(Made::Product(product), external)])
    }

    fn finish(&mut self, _: &Cx<'_>, _: &mut Vec<Write>, _: &mut Report) {}
}

/// The currency of a row: its own, else that of the import.
pub(super) fn currency(cx: &Cx<'_>, row: &Row) -> Result<Currency, String> {
    match cx.cell(row, "currency") {
        Some(code) => code.parse().map_err(|_| {
            let ours = cx.settings.currency.to_string();
            t!(cx.settings.lang, "import-no-currency", text = short(code), currency = ours)
        }),
        None => Ok(cx.settings.currency),
    }
}
