// What the readers of commands share. Only storage/codec/codec_*.cpp may include it.
//
// Decides: how an object says of which kind it is, and how lists of objects are read.
// Leaves to others: actions (codec_actions.cpp, codec_leases.cpp), rows of documents and whole commands
// (codec_command.cpp). A reader takes all members and closes the object: a member that belongs to another kind is an
// error.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "storage/codec/json.h"
#include "storage/model/commands/command.h"

namespace dockhand {

// The result is empty only after a failure: use it after `close`.
std::optional<Units> read_units(JsonObject& json);
Result<Action> read_action(JsonObject& json);  // its member "do" says which
Result<Action> read_approve(JsonObject& json);
Result<Action> read_reject(JsonObject& json);
Result<Action> read_placed(JsonObject& json);
Result<Action> read_plan(JsonObject& json);
Result<Action> read_assign(JsonObject& json);
Result<Action> read_revoke(JsonObject& json);
Result<Action> read_assign_numbers(JsonObject& json);
Result<Action> read_use_numbers(JsonObject& json);
Result<ImportRow> read_import_row(JsonObject& json);  // its member "kind" says which

// A reader by its name. The member `member` of an object says which reader is meant.
template <class T>
struct Kind {
  const char* name;
  Result<T> (*read)(JsonObject&);
};

template <class T, std::size_t N>
Result<T> read_kind(JsonObject& json, const char* member, const std::array<Kind<T>, N>& kinds) {
  const auto name = json.text<std::string>(member, [](std::string_view text) { return Result(std::string(text)); });
  std::string known;
  for (const auto& kind : kinds) {
    if (name && *name == kind.name) return kind.read(json);
    known += (known.empty() ? "" : ", ") + std::string(kind.name);
  }
  if (name)
    json.fail({ErrorKind::bad_input, json.path_of(member), "'" + printable(*name, 40) + "' is not one of " + known});
  return json.failure();
}

// Reads each element of an array of objects.
template <class T>
Result<std::vector<T>> read_each(const Json& list, const std::string& path, Result<T> (*read)(JsonObject&)) {
  std::vector<T> all;
  for (std::size_t i = 0; i < list.size(); ++i) {
    JsonObject json(list[i], path + "[" + std::to_string(i) + "]");
    auto one = read(json);
    if (!one) return one.error();
    all.push_back(std::move(one).value());
  }
  return all;
}

}  // namespace dockhand
