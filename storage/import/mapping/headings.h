// What the headings of a file are called, and what others call our columns.
//
// Decides: when a heading has a name: also written in one word, with hyphens, behind a slash or in front of brackets.
// Leaves to others: which kind a file is of (storage/import/mapping/alias_mapping.h).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dockhand {

// Headings as plain_name writes them.
using HeaderNames = std::vector<std::string>;

struct Alias {
  std::string_view column, name;
};
// Of one column those that are looked for first stand first.
std::span<const Alias> aliases();

HeaderNames plain_names(const HeaderNames& cells);
int place_of(const HeaderNames& names, std::string_view name);  // -1: none is called so
// Whether a heading is called as one of our columns, or as others call one.
bool is_heading(std::string_view plain_name);

// The heading that is called so: as a whole, or as the last part of "Order Lines/Product", or in front of the brackets
// of "Quantity (Items)", as systems write that translate their headings. Empty: none is.
std::string heading_called(const HeaderNames& names, std::string_view name);
// The first heading that others use for the column; empty: there is none.
std::string heading_of(std::string_view column, const HeaderNames& names);
// A list of items has no quantities: what has some is a document, or says what lies where.
bool counts_units(const HeaderNames& names);

}  // namespace dockhand
