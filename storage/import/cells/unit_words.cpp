#include "storage/import/cells/unit_words.h"

#include <algorithm>
#include <charconv>

#include "storage/files/table.h"
#include "storage/import/cells/small_words.h"
#include "storage/model/codes.h"
#include "storage/model/quantity.h"

namespace dockhand {
namespace {

struct KnownUnit {
  std::string_view word;
  std::int64_t units;
};
constexpr KnownUnit known_units[] = {
    {"unit", 1},    {"units", 1},    {"unit(s)", 1},   {"pc", 1},         {"pcs", 1},      {"pce", 1},
    {"piece", 1},   {"pieces", 1},   {"each", 1},      {"ea", 1},         {"nos", 1},      {"no", 1},
    {"stk", 1},     {"stck", 1},     {"st", 1},        {"stück", 1},      {"stueck", 1},   {"un", 1},
    {"u", 1},       {"ud", 1},       {"uds", 1},       {"unidad", 1},     {"unidades", 1}, {"unité", 1},
    {"unités", 1},  {"pièce", 1},    {"pièces", 1},    {"pieza", 1},      {"piezas", 1},   {"pza", 1},
    {"pz", 1},      {"szt", 1},      {"stuk", 1},      {"stuks", 1},      {"item", 1},     {"items", 1},
    {"c62", 1},     {"h87", 1},      {"einheit", 1},   {"einheiten", 1},  {"count", 1},    {"manual", 1},
    {"dozen", 12},  {"dozens", 12},  {"doz", 12},      {"dz", 12},        {"dzn", 12},     {"dutzend", 12},
    {"docena", 12}, {"docenas", 12}, {"douzaine", 12}, {"douzaines", 12}, {"dozijn", 12},  {"gross", 144},
    {"gro", 144},   {"pair", 2},     {"pairs", 2},     {"pr", 2},         {"paar", 2},     {"paire", 2},
    {"adet", 1},    {"kus", 1},      {"ks", 1},        {"kpl", 1},        {"styck", 1},    {"шт", 1},
};

// One pack has several words: "Karton" is a carton. Several packs may be of one level.
struct KnownPack {
  std::string_view word, pack, level;
};
constexpr KnownPack known_packs[] = {
    {"case", "case", "cs"},        {"cases", "case", "cs"},      {"ca", "case", "cs"},
    {"carton", "carton", "cs"},    {"cartons", "carton", "cs"},  {"ctn", "carton", "cs"},
    {"ct", "carton", "cs"},        {"karton", "carton", "cs"},   {"kartons", "carton", "cs"},
    {"krt", "carton", "cs"},       {"box", "box", "cs"},         {"boxes", "box", "cs"},
    {"bx", "box", "cs"},           {"kiste", "box", "cs"},       {"caja", "box", "cs"},
    {"boîte", "box", "cs"},        {"doos", "box", "cs"},        {"pallet", "pallet", "plt"},
    {"pallets", "pallet", "plt"},  {"palette", "pallet", "plt"}, {"pal", "pallet", "plt"},
    {"paletten", "pallet", "plt"}, {"pf", "pallet", "plt"},      {"pack", "pack", "pk"},
    {"packs", "pack", "pk"},       {"package", "pack", "pk"},    {"packung", "pack", "pk"},
    {"pkg", "pack", "pk"},         {"inner", "inner", "in"},
};

const KnownPack* pack_called(std::string_view plain) {
  const auto known = std::find_if(std::begin(known_packs), std::end(known_packs),
                                  [&](const KnownPack& one) { return one.word == plain; });
  return known == std::end(known_packs) ? nullptr : known;
}

// These measure contents and do not count pieces: "25 kg bag" holds no 25 pieces.
constexpr std::string_view measures[] = {"kg",  "g",  "mg", "t",     "l",     "ml",    "cl",   "m",
                                         "cm",  "mm", "lb", "lbs",   "oz",    "ft",    "in",   "yd",
                                         "gal", "m2", "m3", "liter", "litre", "meter", "metre"};

std::string small(std::string_view text) {
  std::string plain = small_word(without_blanks(text));
  while (!plain.empty() && plain.back() == '.') plain.pop_back();
  return plain;
}

bool stands_in_a_word(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

// Returns the one number in "box of 12" or "12er Karton", when no measure stands there.
std::optional<std::int64_t> number_in_name(const std::string& plain) {
  std::optional<std::int64_t> found;
  std::string letters;
  for (std::size_t i = 0; i <= plain.size(); ++i) {
    const bool letter = i < plain.size() && stands_in_a_word(plain[i]);
    if (letter) letters += plain[i];
    if (!letter && !letters.empty()) {
      if (std::find(std::begin(measures), std::end(measures), letters) != std::end(measures)) return std::nullopt;
      letters.clear();
    }
  }
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (plain[i] < '0' || plain[i] > '9') continue;
    std::int64_t number = 0;
    const auto [end, failure] = std::from_chars(plain.data() + i, plain.data() + plain.size(), number);
    const bool broken = end < plain.data() + plain.size() && (*end == '.' || *end == ',');
    if (failure != std::errc{} || found || broken || number < 1 || number > Quantity::max) return std::nullopt;
    found = number;
    i = static_cast<std::size_t>(end - plain.data());
  }
  return found;
}

}  // namespace

Result<UnitSize> parse_unit_size(std::string_view text, std::string_view sign) {
  const std::size_t at = text.rfind(sign);
  const Error unclear{ErrorKind::bad_input, "",
                      "'" + printable(text, 40) + "' does not say how many base units are in one"};
  if (at == std::string_view::npos || at == 0) return unclear;
  const auto units = Quantity::parse(without_blanks(text.substr(at + sign.size())));
  if (!units || units->none()) return unclear;
  return UnitSize{std::string(without_blanks(text.substr(0, at))), units->units()};
}

std::optional<std::int64_t> units_in_one(std::string_view word, const std::vector<UnitSize>& said) {
  const std::string plain = small(word);
  for (const UnitSize& one : said) {
    if (small(one.word) == plain) return one.units;
  }
  for (const KnownUnit& one : known_units) {
    if (one.word == plain) return one.units;
  }
  return number_in_name(plain);
}

std::string written_level(std::string_view word) {
  if (units_in_one(word, {}) == 1) return "ea";
  const std::string plain = small(word);
  const KnownPack* known = pack_called(plain);
  return known == nullptr ? plain : std::string(known->pack);
}

std::string level_of_word(std::string_view word) {
  const std::string written = written_level(word);
  const KnownPack* known = pack_called(written);
  return known == nullptr ? written : std::string(known->level);
}

std::vector<std::string> levels_called(std::string_view word) {
  const std::string level = level_of_word(word);
  std::vector<std::string> levels{written_level(word), level};
  for (const KnownPack& one : known_packs) {
    if (one.level == level) levels.emplace_back(one.word);
  }
  return levels;
}

}  // namespace dockhand
