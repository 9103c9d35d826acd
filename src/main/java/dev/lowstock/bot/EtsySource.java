package dev.lowstock.bot;

import dev.lowstock.chat.CommandAnswers;
import dev.lowstock.chat.Listings;
import dev.lowstock.etsy.login.LogIns;
import dev.lowstock.operate.AdminTroubles.Sight;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What others need of Etsy, whichever version of its API is asked.
 *
 * @param key whether it is refused
 * @param quota whether it is used up
 * @param looks how looks at all shops go; null with API v2
 * @param photos where the photos of listings are
 * @param shops what looks are made with; null with API v2
 */
record EtsySource(
    LogIns logIns,
    Sight key,
    Sight quota,
    @Nullable Supplier<CommandAnswers.Looks> looks,
    Listings.Photos photos,
    ShopsWiring.@Nullable Shops shops) {}
