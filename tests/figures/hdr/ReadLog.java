// SPDX-License-Identifier: GPL-3.0-or-later
// What the reference implementation of HdrHistogram reads in a log: a line for each interval, with the values at the given
// percentiles; then the same histogram as the reference writes it.
//   java -cp hdrhistogram.jar ReadLog.java LOG PERCENTILE…
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

public class ReadLog {
    public static void main(String[] arguments) throws Exception {
        HistogramLogReader reader = new HistogramLogReader(arguments[0]);
        while (reader.hasNext()) {
            EncodableHistogram interval = reader.nextIntervalHistogram();
            if (interval == null)
                break;
            Histogram histogram = (Histogram) interval;
            StringBuilder line = new StringBuilder();
            line.append(histogram.getTag() == null ? "-" : histogram.getTag());
            line.append(' ').append(histogram.getStartTimeStamp()).append(' ').append(histogram.getEndTimeStamp());
            line.append(' ').append(histogram.getTotalCount()).append(' ').append(histogram.getMaxValue());
            for (String percentile : Arrays.copyOfRange(arguments, 1, arguments.length))
                line.append(' ').append(histogram.getValueAtPercentile(Double.parseDouble(percentile)));
            ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
            int length = histogram.encodeIntoCompressedByteBuffer(buffer, 9);
            line.append(' ').append(Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length)));
            System.out.println(line);
        }
    }
}
