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
use super::twins::{Meets, Twins};
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
    patched: &[
        ("name", "name"),
        ("sku", "sku"),
        ("price", "price"),
        ("currency", "currency"),
        ("unit", "unit"),
        ("floor", "floor"),
        ("cost", "cost"),
        ("series", "series"),
    ],
};

/// Takes products.
pub(super) struct Products {
    known: HashMap<String, Uuid>,
    names: Names,
    skus: HashMap<String, (Uuid, String)>,
    currencies: HashMap<Uuid, Currency>,
}

/// Gets ready.
pub(super) async fn load(cx: &Cx<'_>, tx: &mut dyn Tx) -> Stored<Products> {
    let rows = cx.sheet.rows.iter().filter_map(|row| cx.cell(row, "name")).map(fold::key);
    let mut known = cx.known(tx, rows.collect()).await?;
    let (mut names, mut skus) = (Names::default(), HashMap::new());
    let mut currencies = HashMap::new();
    for product in all::<Product>(tx).await? {
        let id = product.head.id;
        names.add(id, &[&product.name]);
        currencies.insert(id, product.currency);
        skus.insert(fold::key(&product.sku), (id, product.name));
    }
    known.retain(|_, id| currencies.contains_key(id));
    Ok(Products { known, names, skus, currencies })
}

#[async_trait]
impl Taker for Products {
    fn external(&mut self, cx: &Cx<'_>, row: &Row) -> Result<String, String> {
        let lang = cx.settings.lang;
        let name = cx.cell(row, "name").ok_or_else(|| t!(lang, "import-no-name"))?;
        Ok(fold::key(&cell::name(lang, name)?))
    }

    fn meets(&mut self, cx: &Cx<'_>, row: &Row, external: &str) -> Meets {
        let known = self.known.get(external).copied();
        if let Some(id) = known.or_else(|| self.names.exactly(external)) {
            return Meets::Same(id);
        }
        // The same code under another name: whoever overwrites means a new name for it.
        let sku = cx.cell(row, "sku").and_then(|sku| self.skus.get(&fold::key(sku)));
        match sku.filter(|(id, _)| self.currencies.contains_key(id)) {
            Some((id, _)) if cx.settings.twins == Twins::Overwrite => Meets::Same(*id),
            _ => Meets::Nothing,
        }
    }

    fn take(
        &mut self,
        cx: &Cx<'_>,
        row: &Row,
        external: &str,
        over: Option<Uuid>,
        notes: &mut Notes,
    ) -> Result<Vec<Write>, String> {
        let name = cx.cell(row, "name").unwrap_or_default().to_owned();
        // People type it in one word: `GTXBasic*20`.
        let sku = cx.columns.text(row, "sku").unwrap_or_else(|| name.split(' ').collect());
        let lang = cx.settings.lang;
        cell::name(lang, &sku)?;
        let taken = self.skus.get(&fold::key(&sku)).filter(|(id, _)| Some(*id) != over);
        if let Some((_, other)) = taken {
            return Err(t!(lang, "import-code-taken", sku = short(&sku), other = short(other)));
        }
        let is = over.and_then(|id| self.currencies.get(&id)).copied();
        let mut currency = match is.filter(|_| cx.cell(row, "currency").is_none()) {
            Some(is) => is,
            None => currency(cx, row)?,
        };
        let mut price = |key: &str| -> Result<Option<i64>, String> {
            let Some(text) = cx.cell(row, key) else { return Ok(None) };
            let money = cell::amount(lang, text, currency)?;
            currency = money.currency;
            Ok(Some(money.minor))
        };
        let (price, floor, cost) = (price("price")?, price("floor")?, price("cost")?);
        if over.is_some_and(|_| is != Some(currency)) && cx.cell(row, "currency").is_none() {
            let is = is.unwrap_or(currency).to_string();
            return Err(t!(lang, "import-other-currency", name = short(&name), currency = is));
        }
        if price.is_none() {
            notes.noted(t!(lang, "import-no-price"));
        }
        let mut head = cx.own_head(row, notes)?;
        head.id = over.unwrap_or(head.id);
        self.skus.insert(fold::key(&sku), (head.id, name.clone()));
        let product = Product {
            head,
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
