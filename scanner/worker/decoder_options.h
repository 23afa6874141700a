// How pictures are looked at, as options of a source and of a command.
//
// Decides: how the reader's switches are named and explained. It is the only list of them: dockhand.toml, the command
// line and the arguments of the worker's process follow from it. Leaves to others: what a switch does
// (scanner/reader/reader_settings.h), what a camera or a folder of pictures has besides (scanner/camera,
// scanner/drivers).
//
// A new switch is a member of ReaderSettings, a line in reader_options() and one in reader_settings().
#pragma once

#include <memory>

#include "scanner/reader/reader_settings.h"
#include "scanner/source/source_options.h"
#include "scanner/worker/frame_decoder.h"

namespace dockhand {

std::vector<OptionSpec> reader_options();   // the reader's switches
std::vector<OptionSpec> still_options();    // the same with the budget of a picture that will not come again
std::vector<OptionSpec> process_options();  // whether pictures are looked at in a process of their own

// Returns the settings that these options say; those of reader_options() or still_options() have to be among them.
ReaderSettings reader_settings(const SourceOptions& options);

// Returns the decoder that looks at the frames of a camera, or at pictures that will not come again, under these
// options.
std::unique_ptr<FrameDecoder> frame_decoder(const SourceOptions& options);
std::unique_ptr<FrameDecoder> still_decoder(const SourceOptions& options);

}  // namespace dockhand
