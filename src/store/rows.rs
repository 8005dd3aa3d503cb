//! Records to rows and back. The only SQL a register needs is its `CREATE TABLE`: columns carry the names of
//! the fields, lists of links live in `<register>__<field>`, and serde does the rest.

use std::collections::BTreeMap;

use rusqlite::types::{Value as SqlValue, ValueRef};
use rusqlite::{Connection, ToSql};
use serde::de::value::{Error as DeError, SeqDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::isms::{AnyRecord, RegisterName};

/// How a register lies in the file.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// Columns of its table.
    pub columns: Vec<String>,
    /// Fields that are link tables.
    pub links: Vec<String>,
    upsert: String,
}

/// The layout of every register.
pub(super) type Layouts = BTreeMap<RegisterName, Layout>;

impl Layout {
    /// The tables of a register.
    pub fn tables(&self, register: RegisterName) -> impl Iterator<Item = String> {
        let table = register.as_str();
        std::iter::once(table.to_owned()).chain(self.links.iter().map(move |field| format!("{table}__{field}")))
    }
}

/// Reads the layout from the tables themselves.
///
/// # Errors
/// `QueryReturnedNoRows` when a table or column is missing.
pub(super) fn layouts(connection: &Connection) -> rusqlite::Result<Layouts> {
    for table in ["history", "highest_references", "contents"] {
        if !connection.table_exists(None, table)? {
            return Err(rusqlite::Error::QueryReturnedNoRows);
        }
    }
    RegisterName::ALL.iter().map(|register| Ok((*register, layout(connection, *register)?))).collect()
}

fn layout(connection: &Connection, register: RegisterName) -> rusqlite::Result<Layout> {
    let table = register.as_str();
    let columns: Vec<String> = connection
        .prepare_cached("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?
        .query_map([table], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let prefix = format!("{table}__");
    let links: Vec<String> = connection
        .prepare_cached(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, ?2) = ?1 ORDER BY name",
        )?
        .query_map(rusqlite::params![prefix, i64::try_from(prefix.len()).unwrap_or(0)], |row| row.get::<_, String>(0))?
        .map(|name| name.map(|name| name[prefix.len()..].to_owned()))
        .collect::<Result<_, _>>()?;
    // Every field needs its place: a link table that is gone would lose links without a word.
    let fields = super::history::object(AnyRecord::blank(register, Uuid::nil(), String::new()).to_json());
    if fields.keys().any(|field| !columns.contains(field) && !links.contains(field)) {
        return Err(rusqlite::Error::QueryReturnedNoRows);
    }
    let quoted: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
    let places: Vec<String> = (1..=columns.len()).map(|place| format!("?{place}")).collect();
    let updates: Vec<String> = quoted.iter().skip(1).map(|column| format!("{column} = excluded.{column}")).collect();
    let upsert = format!(
        "INSERT INTO \"{table}\" ({}) VALUES ({}) ON CONFLICT (id) DO UPDATE SET {}",
        quoted.join(", "),
        places.join(", "),
        updates.join(", ")
    );
    Ok(Layout { columns, links, upsert })
}

/// Fields that link to a record, and the register it has to be in.
pub(super) type Links = BTreeMap<(RegisterName, String), RegisterName>;

/// Reads from the tables which of their fields link where.
pub(super) fn links(connection: &Connection, layouts: &Layouts) -> rusqlite::Result<Links> {
    let mut links = Links::new();
    let mut statement = connection.prepare("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?1)")?;
    for (register, layout) in layouts {
        for table in layout.tables(*register) {
            let field = table.split_once("__").map(|(_, field)| field);
            let mut rows = statement.query([&table])?;
            while let Some(row) = rows.next()? {
                let (column, parent): (String, String) = (row.get(0)?, row.get(1)?);
                let Some(parent) = RegisterName::parse(&parent) else { continue };
                match field {
                    None => drop(links.insert((*register, column), parent)),
                    Some(field) if column == "target" => drop(links.insert((*register, field.to_owned()), parent)),
                    Some(_) => {}
                }
            }
        }
    }
    Ok(links)
}

/// Writes a record: its row, and its links anew.
pub(super) fn put(connection: &Connection, layouts: &Layouts, record: &AnyRecord) -> rusqlite::Result<()> {
    let register = record.register();
    let Some(layout) = layouts.get(&register) else { return Ok(()) };
    let fields = super::history::object(record.to_json());
    let values: Vec<SqlValue> = layout.columns.iter().map(|column| to_sql(fields.get(column))).collect();
    connection
        .prepare_cached(&layout.upsert)?
        .execute(rusqlite::params_from_iter(values.iter().map(|value| value as &dyn ToSql)))?;
    for field in &layout.links {
        put_links(connection, register, field, record.id(), &fields)?;
    }
    Ok(())
}

fn put_links(
    connection: &Connection,
    register: RegisterName,
    field: &str,
    id: Uuid,
    fields: &Map<String, Value>,
) -> rusqlite::Result<()> {
    let table = format!("{}__{field}", register.as_str());
    let id = id.to_string();
    connection.prepare_cached(&format!("DELETE FROM \"{table}\" WHERE record = ?1"))?.execute([&id])?;
    let Some(Value::Array(targets)) = fields.get(field) else { return Ok(()) };
    let mut insert = connection
        .prepare_cached(&format!("INSERT INTO \"{table}\" (record, position, target) VALUES (?1, ?2, ?3)"))?;
    for (position, target) in targets.iter().enumerate() {
        insert.execute(rusqlite::params![id, i64::try_from(position).unwrap_or(i64::MAX), target.as_str()])?;
    }
    Ok(())
}

/// Takes a record out, with its own links.
pub(super) fn delete(
    connection: &Connection,
    layouts: &Layouts,
    register: RegisterName,
    id: Uuid,
) -> rusqlite::Result<()> {
    let Some(layout) = layouts.get(&register) else { return Ok(()) };
    let table = register.as_str();
    let id = id.to_string();
    for field in &layout.links {
        connection.prepare_cached(&format!("DELETE FROM \"{table}__{field}\" WHERE record = ?1"))?.execute([&id])?;
    }
    connection.prepare_cached(&format!("DELETE FROM \"{table}\" WHERE id = ?1"))?.execute([&id])?;
    Ok(())
}

/// A field as a column holds it. Lists and parts of a record are JSON text.
pub(super) fn to_sql(value: Option<&Value>) -> SqlValue {
    match value {
        None | Some(Value::Null) => SqlValue::Null,
        Some(Value::Bool(yes)) => SqlValue::Integer(i64::from(*yes)),
        Some(Value::Number(number)) => match number.as_i64() {
            Some(integer) => SqlValue::Integer(integer),
            None => number.as_f64().map_or(SqlValue::Null, SqlValue::Real),
        },
        Some(Value::String(text)) => SqlValue::Text(text.clone()),
        Some(nested @ (Value::Array(_) | Value::Object(_))) => SqlValue::Text(nested.to_string()),
    }
}

/// Reads every record of a register. The error names the table and what does not fit.
pub(super) fn load(
    connection: &Connection,
    layouts: &Layouts,
    register: RegisterName,
    each: impl FnMut(AnyRecord),
) -> rusqlite::Result<Result<(), String>> {
    load_some(connection, layouts, register, None, each)
}

/// The same for the record with one id alone: of a damaged table, those on other pages can still be read.
pub(super) fn load_some(
    connection: &Connection,
    layouts: &Layouts,
    register: RegisterName,
    only: Option<Uuid>,
    mut each: impl FnMut(AnyRecord),
) -> rusqlite::Result<Result<(), String>> {
    let only = only.map(|id| id.to_string());
    let Some(layout) = layouts.get(&register) else { return Ok(Ok(())) };
    let table = register.as_str();
    let mut links: Vec<(&str, BTreeMap<String, Vec<String>>)> = Vec::new();
    for field in &layout.links {
        let mut of: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let which = if only.is_some() { "WHERE record = ?1" } else { "" };
        let sql = format!("SELECT record, target FROM \"{table}__{field}\" {which} ORDER BY record, position");
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query(rusqlite::params_from_iter(&only))?;
        while let Some(row) = rows.next()? {
            of.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        links.push((field, of));
    }
    let which = if only.is_some() { "WHERE id = ?1" } else { "" };
    let mut statement = connection.prepare_cached(&format!("SELECT * FROM \"{table}\" {which}"))?;
    let mut rows = statement.query(rusqlite::params_from_iter(&only))?;
    while let Some(row) = rows.next()? {
        let id: String = row.get("id")?;
        let mut fields: Vec<(&str, Field<'_>)> = Vec::with_capacity(layout.columns.len() + links.len());
        for (index, column) in layout.columns.iter().enumerate() {
            fields.push((column, Field::Column(row.get_ref(index)?)));
        }
        for (field, of) in &mut links {
            fields.push((field, Field::Links(of.remove(&id).unwrap_or_default())));
        }
        match AnyRecord::deserialize(register, RowDeserializer { fields: fields.into_iter(), value: None }) {
            Ok(record) => each(record),
            Err(error) => return Ok(Err(format!("{table} {id}: {error}"))),
        }
    }
    Ok(Ok(()))
}

enum Field<'a> {
    Column(ValueRef<'a>),
    Links(Vec<String>),
}

/// A row as serde sees it: a map from field names to values.
struct RowDeserializer<'a, I: Iterator<Item = (&'a str, Field<'a>)>> {
    fields: I,
    value: Option<Field<'a>>,
}

impl<'de, 'a, I: Iterator<Item = (&'a str, Field<'a>)>> Deserializer<'de> for RowDeserializer<'a, I> {
    type Error = DeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        visitor.visit_map(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de, 'a, I: Iterator<Item = (&'a str, Field<'a>)>> MapAccess<'de> for RowDeserializer<'a, I> {
    type Error = DeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, DeError> {
        let Some((name, value)) = self.fields.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(name.into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, DeError> {
        match self.value.take() {
            Some(Field::Column(value)) => seed.deserialize(ColumnDeserializer(value)),
            Some(Field::Links(ids)) => seed.deserialize(SeqDeserializer::new(ids.into_iter())),
            None => Err(DeError::custom("value without a name")),
        }
    }
}

/// A column's value, read as the field's type asks: 0 and 1 as yes and no, text as JSON where a list is wanted.
struct ColumnDeserializer<'a>(ValueRef<'a>);

impl ColumnDeserializer<'_> {
    fn text(&self) -> Result<&str, DeError> {
        self.0.as_str().map_err(DeError::custom)
    }

    fn json(&self) -> Result<Value, DeError> {
        serde_json::from_str(self.text()?).map_err(DeError::custom)
    }
}

macro_rules! from_json {
    ($($method:ident($($arg:ident: $type:ty),*))*) => { $(
        fn $method<V: Visitor<'de>>(self, $($arg: $type,)* visitor: V) -> Result<V::Value, DeError> {
            self.json()?.$method($($arg,)* visitor).map_err(DeError::custom)
        }
    )* };
}

impl<'de> Deserializer<'de> for ColumnDeserializer<'_> {
    type Error = DeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        match self.0 {
            ValueRef::Null => visitor.visit_unit(),
            ValueRef::Integer(number) => visitor.visit_i64(number),
            ValueRef::Real(number) => visitor.visit_f64(number),
            ValueRef::Text(_) => visitor.visit_str(self.text()?),
            ValueRef::Blob(bytes) => visitor.visit_bytes(bytes),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        match self.0 {
            ValueRef::Integer(0) => visitor.visit_bool(false),
            ValueRef::Integer(1) => visitor.visit_bool(true),
            _ => Err(DeError::custom("neither 0 nor 1")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DeError> {
        if self.0 == ValueRef::Null { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, DeError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DeError> {
        visitor.visit_enum(self.text()?.into_deserializer())
    }

    from_json! {
        deserialize_seq()
        deserialize_map()
        deserialize_tuple(len: usize)
        deserialize_tuple_struct(name: &'static str, len: usize)
        deserialize_struct(name: &'static str, fields: &'static [&'static str])
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        identifier ignored_any
    }
}
