#include "terminal/cli/picture_json.h"

#include <nlohmann/json.hpp>

#include "scanner/image/picture_file.h"
#include "scanner/meaning/parse.h"
#include "scanner/reader/stopwatch.h"
#include "terminal/cli/scan_json.h"

namespace dockhand {
namespace {

using nlohmann::ordered_json;

ordered_json symbol_json(const Symbol& symbol, Date today) {
  ordered_json json{{"format", name_of(symbol.symbology)}, {"text", json_text(symbol.text)}};
  if (!symbol.aim.empty()) json["aim"] = symbol.aim;
  for (const Point& corner : symbol.corners) json["corners"].push_back({corner.x, corner.y});
  const auto scan = parse(symbol, today);
  if (!scan) {
    json["error"] = error_json(scan.error());
    return json;
  }
  ordered_json meaning = to_json(*scan);
  for (const char* told : {"symbology", "aim", "text"}) meaning.erase(told);
  json.update(meaning);
  return json;
}

template <class Duration>
double milliseconds(Duration time) {
  return static_cast<double>(std::chrono::duration_cast<std::chrono::microseconds>(time).count()) / 1000;
}

}  // namespace

ordered_json picture_json(const std::string& file, DecodeWorker& worker, Date today) {
  const Stopwatch watch;
  ordered_json json{{"file", json_text(file)}};
  const auto bytes = read_picture_file(file);
  if (!bytes) {
    json["error"] = error_json(bytes.error());
    return json;
  }
  const auto picture = worker.unpack(*bytes, file);
  if (!picture) {
    json["error"] = error_json(picture.error());
    return json;
  }
  std::chrono::microseconds cpu = worker.cpu();
  const FrameLook look = worker.look(picture->view());
  if (look.lost) {
    json["error"] = error_json({ErrorKind::bad_input, file, reading_failed});
    return json;
  }
  json["width"] = picture->width;
  json["height"] = picture->height;
  json["symbols"] = ordered_json::array();
  for (const Symbol& symbol : look.symbols) json["symbols"].push_back(symbol_json(symbol, today));
  json["ms"] = milliseconds(watch.wall());
  cpu += worker.cpu();
  json["decode_cpu_ms"] = milliseconds(cpu);
  return json;
}

}  // namespace dockhand
