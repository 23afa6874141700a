#include "scanner/worker/decoder_options.h"

#include "scanner/worker/decode_worker.h"
#include "scanner/worker/direct_decoder.h"

namespace dockhand {

std::vector<OptionSpec> reader_options() {
  const ReaderSettings standard;
  return {{"upce", standard.upce, "read UPC-E"},
          {"code39_full_ascii", standard.code39_full_ascii, "in Code 39, +A is a small a, and so on"},
          {"itf_any_length", standard.itf_any_length, "read Interleaved 2 of 5 that is no ITF-14"}};
}

std::vector<OptionSpec> still_options() {
  // This is seven times what nineteen of twenty photographs take.
  static constexpr std::int64_t budget_ms = 2000;
  std::vector<OptionSpec> options = reader_options();
  options.push_back({"budget_ms", budget_ms, "CPU time for one picture; 0: as long as it takes", 0, 600'000});
  return options;
}

std::vector<OptionSpec> process_options() {
  return {{"worker", true, "look at the pictures in a process of its own, which may fail"}};
}

ReaderSettings reader_settings(const SourceOptions& options) {
  ReaderSettings settings;
  settings.upce = options.flag("upce");
  settings.code39_full_ascii = options.flag("code39_full_ascii");
  settings.itf_any_length = options.flag("itf_any_length");
  if (options.has("budget_ms")) settings.budget = std::chrono::milliseconds(options.number("budget_ms"));
  return settings;
}

std::unique_ptr<FrameDecoder> frame_decoder(const SourceOptions& options) {
  if (!options.flag("worker")) return std::make_unique<DirectDecoder>(reader_settings(options));
  return std::make_unique<DecodeWorker>(frame_worker(arguments_of(reader_options(), options)));
}

std::unique_ptr<FrameDecoder> still_decoder(const SourceOptions& options) {
  if (!options.flag("worker")) return std::make_unique<StillDecoder>(reader_settings(options));
  return std::make_unique<DecodeWorker>(still_worker(arguments_of(still_options(), options)));
}

}  // namespace dockhand
