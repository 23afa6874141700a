#include "storage/import/meeting/row_packs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "storage/import/meeting/pack_levels.h"
#include "storage/import/rows/bad_lines.h"
#include "storage/model/tools/plural.h"

namespace dockhand {
namespace {

bool names_a_level(const std::string& level) {
  static constexpr std::array<std::string_view, 4> levels{"cs", "plt", "pk", "in"};
  return std::find(levels.begin(), levels.end(), level) != levels.end();
}

bool has_size(const std::vector<Quantity>& sizes, std::int64_t units) {
  return std::find(sizes.begin(), sizes.end(), Quantity::exactly(units)) != sizes.end();
}

std::string quoted(const std::string& word) { return "'" + printable(word, 24) + "'"; }

Error other_unit(const BarcodeRow& pack, const std::string& counted) {
  return refusal_of("unit",
                    fmt::format("the barcode is of a pack of {units} of {item}, and {counted}: name the item by "
                                "its own code, or give the pack's own number of units",
                                fmt::arg("units", pack.units.text()), fmt::arg("item", pack.item.text()),
                                fmt::arg("counted", counted)));
}

// What people say of one item is written with its code in front of the word.
Error unclear(const ItemCode& item, const std::string& word, const PackSizes& sizes) {
  const std::string what =
      sizes.known.empty() ? "how many base units are in one " + sizes.called + " of " + sizes.item + " is not known"
                          : sizes.item + " has packs of several sizes that are called " + sizes.called;
  return refusal_of("unit", what + ": give its barcode with level and units, or say --unit '" + item.text() + " " +
                                printable(word, 24) + "=NUMBER'");
}

Error unlike_books(std::int64_t said, const PackSizes& sizes) {
  return refusal_of(
      "unit", fmt::format("the row says that there are {said} in one {word} of {item}, and the books know {known}: "
                          "give the barcode of such a pack, with its level and units",
                          fmt::arg("said", said), fmt::arg("word", sizes.called), fmt::arg("item", sizes.item),
                          fmt::arg("known", sizes.known.front().text())));
}

// What is said of an item, as its price, is not said of a pack of it.
Status is_of_one(const BarcodeRow& pack) {
  if (pack.units.units() == 1) return Done{};
  return refusal_of("item", fmt::format("the barcode is of a pack of {units} of {item}: name the item by its own code",
                                        fmt::arg("units", pack.units.text()), fmt::arg("item", pack.item.text())));
}

}  // namespace

Result<std::optional<BarcodeRow>> RowPacks::barcode_of(const ItemCode& item) {
  const std::optional<BarcodeRow> none;
  const auto gtin = is_digits(item.text()) ? Gtin::parse(item.text()) : Result<Gtin>(Error{});
  if (!gtin) return none;
  const auto known = ledger_.knows(ItemRow{item, ""});
  if (!known) return known.error();
  return *known ? none : ledger_.barcode(gtin->text());
}

Status RowPacks::name(ImportRow& row) {
  ItemCode* item = item_named_in(row);
  const auto barcode = item == nullptr ? Result<std::optional<BarcodeRow>>(std::nullopt) : barcode_of(*item);
  if (!barcode) return barcode.error();
  if (!*barcode) return Done{};
  *item = (*barcode)->item;
  // What is too many to be counted is found by its item alone.
  if (quantity_of(row) != nullptr) static_cast<void>(count_in_base_units(row, (*barcode)->units.units()));
  return Done{};
}

Status RowPacks::count(ImportRow& row, const RowUnit* unit) {
  ItemCode* item = item_named_in(row);
  if (item == nullptr) return Done{};
  const std::string written = item->text();
  const auto barcode = barcode_of(*item);
  if (!barcode) return barcode.error();
  if (*barcode) {
    names_by_barcodes_ = true;
    *item = (*barcode)->item;
  }
  if (*barcode && quantity_of(row) == nullptr) return is_of_one(**barcode);
  if (*barcode && ((*barcode)->units.units() > 1 || (unit != nullptr && unit->word.empty()))) {
    const auto units = units_in_pack(**barcode, unit);
    return units ? multiply(row, *units, "of " + written) : units.error();
  }
  if (unit == nullptr) return Done{};
  const auto units = units_in_word(*item, *unit);
  if (!units) return units.error();
  return unit->is_counted ? Status(Done{}) : multiply(row, *units, printable(unit->word, 24));
}

Status RowPacks::multiply(ImportRow& row, std::int64_t in_one, const std::string& called) {
  const std::string before = quantity_of(row)->text();
  if (auto counted = count_in_base_units(row, in_one); !counted) return counted;
  if (in_one > 1 && ++rows_ == 1) sample_ = before + " " + called + " as " + quantity_of(row)->text();
  return Done{};
}

// A barcode says itself how many it counts: what the row says beside it has to be the same.
Result<std::int64_t> RowPacks::units_in_pack(const BarcodeRow& pack, const RowUnit* unit) {
  const std::int64_t units = pack.units.units();
  if (unit == nullptr || unit->size.units == units) return units;
  const std::string called = quoted(unit->word);
  if (unit->size.units == 1) return other_unit(pack, called + " counts single ones");
  if (unit->size.units && unit->size.said != SizeSaid::by_people)
    return other_unit(pack, "the row says that there are " + std::to_string(*unit->size.units) + " in one");
  const std::string level = level_of_word(unit->word);
  if (level == level_of_word(pack.level)) return units;
  const auto sizes = sizes_of(pack.item, *unit);
  if (!sizes) return sizes.error();
  const bool is_another = sizes->known.empty() ? names_a_level(level) : !has_size(sizes->known, units);
  if (is_another && sizes->of_item != units) return other_unit(pack, called + " is another pack");
  return units;
}

Result<PackSizes> RowPacks::sizes_of(const ItemCode& item, const RowUnit& unit) {
  PackSizes sizes{quoted(unit.word), item.text(), {}, {}};
  const std::vector<UnitSize> none;
  const std::string of_item = item.text() + " " + unit.word;
  if (const auto said = units_in_one(of_item, said_); said && said != units_in_one(of_item, none)) sizes.of_item = said;
  auto known = packs_called(ledger_, item, unit.word);
  if (!known) return known.error();
  sizes.known = *std::move(known);
  return sizes;
}

Result<std::int64_t> RowPacks::units_in_word(const ItemCode& item, const RowUnit& unit) {
  const std::optional<std::int64_t> said = unit.size.units;
  if (said && (unit.word.empty() || unit.size.said == SizeSaid::by_word)) return *said;
  const auto sizes = sizes_of(item, unit);
  if (!sizes) return sizes.error();
  const bool by_row = said && unit.size.said == SizeSaid::by_row;
  if (sizes->of_item && !by_row) return *sizes->of_item;
  if (said && (sizes->known.empty() || has_size(sizes->known, *said) || sizes->of_item == said)) return *said;
  if (by_row) return unlike_books(*said, *sizes);
  if (sizes->known.size() != 1) return unclear(item, unit.word, *sizes);
  const Quantity known = sizes->known.front();
  if (said && ++by_books_ == 1) sample_by_books_ = sizes->called + " of " + sizes->item + " is " + known.text();
  return known.units();
}

void RowPacks::tell(std::vector<std::string>& found) const {
  const std::string packs = " in packs, read as base units (" + sample_ + ")";
  if (rows_ > 0) found.push_back(plural(rows_, "row is" + packs, "rows are" + packs));
  const std::string books =
      " in packs of the size that the books have, and not of the one that was said (" + sample_by_books_ + ")";
  if (by_books_ > 0) found.push_back(plural(by_books_, "row is" + books, "rows are" + books));
}

}  // namespace dockhand
